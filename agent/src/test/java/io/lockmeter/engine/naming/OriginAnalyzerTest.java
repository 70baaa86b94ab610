package io.lockmeter.engine.naming;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.testing.Compiler;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.Frame;

/** Every acquire of the fixture, as each compiler writes it. */
class OriginAnalyzerTest {

  static Stream<Arguments> compilers() {
    return Compiled.by(Compiler.values(), "com.acme.Acquires", "com.acme.Acquires$Inner");
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("compilers")
  void findsTheOriginOfEveryAcquire(Compiler compiler, String name, byte[] bytes) {
    Map<String, String> expected = new TreeMap<>();
    Map<String, String> found = new TreeMap<>();
    ClassNode type = read(bytes);
    for (MethodNode method : type.methods) {
      String origin = expectation(method);
      if (origin != null) {
        Operand lock = lock(method);
        expected.put(method.name, origin);
        found.put(
            method.name, text(OriginAnalyzer.of(type.name, method, lock.site(), lock.depth())));
      }
    }

    assertThat(found).isNotEmpty().isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("compilers")
  void walkAndFullAnalysisAgree(Compiler compiler, String name, byte[] bytes) throws Exception {
    int walked = 0;
    ClassNode type = read(bytes);
    for (MethodNode method : type.methods) {
      for (AbstractInsnNode site : method.instructions) {
        if (site instanceof MethodInsnNode call && call.getOpcode() != Opcodes.INVOKESTATIC) {
          int depth = Type.getArgumentCount(call.desc);
          OriginValue value = new BackwardWalk(type.name, method).before(site, depth);
          if (value != null) {
            Frame<OriginValue>[] frames =
                new Analyzer<>(new OriginInterpreter(type.name, method)).analyze(type.name, method);
            Frame<OriginValue> frame = frames[method.instructions.indexOf(site)];
            OriginValue full = frame.getStack(frame.getStackSize() - 1 - depth);
            assertThat(value.origin()).as(method.name).isEqualTo(full.origin());
            walked++;
          }
        }
      }
    }

    assertThat(walked).isPositive();
  }

  @Test
  void oddCodeIsUnknown() {
    MethodNode empty = new MethodNode(0, "empty", "()V", null, null);
    MethodNode underflow = new MethodNode(0, "underflow", "()V", null, null);
    underflow.visitInsn(Opcodes.POP);
    underflow.visitInsn(Opcodes.MONITORENTER);

    assertThat(OriginAnalyzer.of("A", empty, new InsnNode(Opcodes.MONITORENTER), 0))
        .isEqualTo(new Origin.Unknown());
    assertThat(OriginAnalyzer.of("A", underflow, underflow.instructions.getLast(), 0))
        .isEqualTo(new Origin.Unknown());
  }

  private static ClassNode read(byte[] bytes) {
    ClassNode node = new ClassNode();
    new ClassReader(bytes).accept(node, 0);
    return node;
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

  private record Operand(AbstractInsnNode site, int depth) {}

  private static Operand lock(MethodNode method) {
    for (AbstractInsnNode i : method.instructions) {
      if (i.getOpcode() == Opcodes.MONITORENTER) {
        return new Operand(i, 0);
      }
      if (i instanceof MethodInsnNode call && call.name.matches("lock|tryLock|await")) {
        return new Operand(i, Type.getArgumentCount(call.desc));
      }
    }
    throw new AssertionError("no acquire in " + method.name);
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
