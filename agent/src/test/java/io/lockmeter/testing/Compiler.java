package io.lockmeter.testing;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;

/** The compilers whose code the agent must read, with what they are told. */
public enum Compiler {
  JAVAC("--release", "17"),
  /** Reaches private members of nested classes through accessors, as before nests. */
  JAVAC_8("--release", "8"),
  ECJ("--release", "17"),
  ECJ_8("-source", "8", "-target", "8");

  private final List<String> options;

  Compiler(String... options) {
    this.options = List.of(options);
  }

  /** Whether it takes the language of Java 17. */
  public boolean isModern() {
    return options.contains("17");
  }

  /** Compiles {@code sources} into {@code folder}, which is made if need be. */
  public Path compile(List<Path> sources, Path folder) throws IOException {
    List<String> arguments = new ArrayList<>(options);
    arguments.addAll(List.of("-g", "-proc:none", "-d", Files.createDirectories(folder).toString()));
    JavaCompiler tool =
        name().startsWith("ECJ") ? new EclipseCompiler() : ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = tool.getStandardFileManager(null, null, null)) {
      var units = files.getJavaFileObjectsFromPaths(sources);
      if (!tool.getTask(messages, files, null, arguments, null, units).call()) {
        throw new IOException(this + ": " + messages);
      }
    }
    return folder;
  }
}
