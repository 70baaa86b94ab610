package io.lockmeter.engine.instrument.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockmeter.testing.Compiler;
import java.io.IOException;
import java.io.InputStream;
import java.util.BitSet;
import java.util.List;
import java.util.Map.Entry;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** The quick look finds what a full parse finds. */
class MonitorScanTest {

  private static BitSet parsed(byte[] classFile) {
    ClassNode node = new ClassNode();
    new ClassReader(classFile).accept(node, 0);
    BitSet found = new BitSet();
    List<MethodNode> methods = node.methods;
    for (int i = 0; i < methods.size(); i++) {
      MethodNode method = methods.get(i);
      found.set(i, (method.access & Opcodes.ACC_SYNCHRONIZED) != 0);
      for (AbstractInsnNode insn : method.instructions) {
        if (insn.getOpcode() == Opcodes.MONITORENTER) {
          found.set(i);
        }
      }
    }
    return found;
  }

  private static BitSet waiting(byte[] classFile) {
    ClassNode node = new ClassNode();
    new ClassReader(classFile).accept(node, 0);
    BitSet found = new BitSet();
    List<MethodNode> methods = node.methods;
    for (int i = 0; i < methods.size(); i++) {
      for (AbstractInsnNode insn : methods.get(i).instructions) {
        if (insn instanceof MethodInsnNode call && call.name.equals("wait")) {
          found.set(i);
        }
      }
    }
    return found;
  }

  @ParameterizedTest
  @EnumSource
  void findsTheMethodsThatAParserFinds(Compiler compiler) throws Exception {
    for (Entry<String, byte[]> file : Shapes.classFiles(compiler).entrySet()) {
      assertThat(MonitorScan.of(file.getValue()).monitors())
          .as(file.getKey())
          .isEqualTo(parsed(file.getValue()));
      assertThat(MonitorScan.of(file.getValue()).waits())
          .as(file.getKey())
          .isEqualTo(waiting(file.getValue()));
    }
  }

  /**
   * Classes with all sorts of constants and instructions: wide ones, both switches, dynamic ones.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "java/util/concurrent/ConcurrentHashMap",
        "java/util/Hashtable",
        "java/util/Timer",
        "java/util/TimerThread",
        "java/lang/Thread",
        "java/util/concurrent/TimeUnit",
        "java/lang/invoke/MethodHandles",
        "java/util/Formatter",
        "java/lang/Character",
        "java/lang/CharacterData00",
        "sun/security/provider/MD4",
        "java/util/regex/Pattern"
      })
  void findsThemInClassesOfTheJdk(String name) throws Exception {
    byte[] classFile = read(name);
    assertThat(MonitorScan.of(classFile).monitors()).isEqualTo(parsed(classFile));
    assertThat(MonitorScan.of(classFile).waits()).isEqualTo(waiting(classFile));
  }

  private static byte[] read(String name) throws IOException {
    try (InputStream in = Object.class.getResourceAsStream("/" + name + ".class")) {
      return in.readAllBytes();
    }
  }

  @Test
  void damagedFileEndsTheScan() throws Exception {
    byte[] original = read("java/util/Hashtable");
    Random random = new Random(4);
    for (int i = 0; i < 2000; i++) {
      byte[] damaged = original.clone();
      for (int j = 0; j < 5; j++) {
        damaged[10 + random.nextInt(damaged.length - 10)] = (byte) random.nextInt();
      }
      try {
        MonitorScan.of(damaged);
      } catch (IndexOutOfBoundsException e) {
        // Told so; what matters is that it ends.
        continue;
      }
    }
    assertThatThrownBy(() -> MonitorScan.of(new byte[20]))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
