package io.lockmeter.engine.naming;

import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;

/** The compilers whose code the naming must read, with what they are told. */
enum Compiler {
  JAVAC("--release", "17"),
  /** Reaches private members of nested classes through accessors, as before nests. */
  JAVAC_8("--release", "8"),
  ECJ("--release", "17"),
  ECJ_8("-source", "8", "-target", "8");

  final List<String> options;

  Compiler(String... options) {
    this.options = List.of(options);
  }

  JavaCompiler tool() {
    return name().startsWith("ECJ") ? new EclipseCompiler() : ToolProvider.getSystemJavaCompiler();
  }
}
