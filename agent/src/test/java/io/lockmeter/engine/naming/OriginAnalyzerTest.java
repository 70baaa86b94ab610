package io.lockmeter.engine.naming;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.testing.Compiler;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Every acquire of the fixture, as each compiler writes it. */
class OriginAnalyzerTest {

  static Stream<Arguments> compilers() {
    return Compiled.by(Compiler.values(), "com.acme.Acquires", "com.acme.Acquires$Inner");
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("compilers")
  void findsTheOriginOfEveryAcquire(Compiler compiler, String name, byte[] bytes) {
    ClassNode node = new ClassNode();
    new ClassReader(bytes).accept(node, 0);

    Map<String, String> expected = new TreeMap<>();
    Map<String, String> found = new TreeMap<>();
    for (MethodNode method : node.methods) {
      String origin = expectation(method);
      if (origin != null) {
        expected.put(method.name, origin);
        found.put(method.name, found(node.name, method));
      }
    }

    assertThat(found).isNotEmpty().isEqualTo(expected);
  }

  private static String expectation(MethodNode method) {
    if (method.visibleAnnotations != null) {
      for (AnnotationNode annotation : method.visibleAnnotations) {
        if (annotation.desc.equals("Lcom/acme/Origin;")) {
          return (String) annotation.values.get(1);
        }
      }
    }
    return null;
  }

  private static String found(String owner, MethodNode method) {
    for (AbstractInsnNode i : method.instructions) {
      if (i.getOpcode() == Opcodes.MONITORENTER) {
        return text(OriginAnalyzer.of(owner, method, i, 0));
      }
      if (i instanceof MethodInsnNode call && call.name.matches("lock|tryLock|await")) {
        int depth = Type.getArgumentCount(call.desc);
        return text(OriginAnalyzer.of(owner, method, i, depth));
      }
    }
    return "no acquire";
  }

  private static String text(Origin origin) {
    if (origin instanceof Origin.Field field) {
      return "field " + field.owner() + "." + field.name() + (field.element() ? "[]" : "");
    }
    if (origin instanceof Origin.This self) {
      return "this " + self.className();
    }
    if (origin instanceof Origin.ClassLiteral literal) {
      return "class " + literal.className();
    }
    if (origin instanceof Origin.Returned returned) {
      return "returned " + returned.owner() + "." + returned.method() + "()";
    }
    return origin instanceof Origin.Parameter parameter
        ? "parameter " + parameter.index()
        : "unknown";
  }
}
