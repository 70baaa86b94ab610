package io.lockmeter.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * What runs inside other people's locks links no call site: linking takes locks and loads classes.
 */
final class HotPathBytecodeTest {

  private static final String LISTENER = "io/lockmeter/bootstrap/LockListener";

  @Test
  void theBootstrapRingLinksNoInvokedynamic() {
    List<ClassNode> ring = Bytecode.of("io/lockmeter/bootstrap");

    assertThat(
            ring.stream()
                .flatMap(
                    type ->
                        type.methods.stream()
                            .filter(HotPathBytecodeTest::isDynamic)
                            .map(method -> type.name + "." + method.name)))
        .isEmpty();
  }

  @Test
  void whatHooksReachInTheRecorderLinksNoInvokedynamic() {
    CallGraph calls = new CallGraph(Bytecode.of("io/lockmeter/engine/record"));
    List<String> hooks =
        Bytecode.of("io/lockmeter/bootstrap").stream()
            .filter(type -> type.name.equals(LISTENER))
            .flatMap(type -> type.methods.stream().map(method -> method.name + method.desc))
            .toList();

    assertThat(calls.reachableFrom(hooks).filter(method -> isDynamic(method.code())))
        .as("methods that link call sites while a lock is held")
        .isEmpty();
    assertThat(calls.reachableFrom(hooks)).hasSizeGreaterThan(hooks.size());
  }

  @Test
  void whatLeavesTheBootstrapRingStaysOutOfCompiledCode() {
    List<ClassNode> probes =
        Bytecode.of("io/lockmeter/bootstrap").stream()
            .filter(type -> type.name.endsWith("Probe"))
            .toList();

    assertThat(probes).hasSize(3);
    assertThat(
            probes.stream()
                .flatMap(
                    type ->
                        type.methods.stream()
                            .filter(HotPathBytecodeTest::callsListener)
                            .filter(method -> !staysApart(method))
                            .map(method -> type.name + "." + method.name)))
        .as("methods that the JIT may inline, with all that is behind them, where locks are taken")
        .isEmpty();
    assertThat(probes.stream().flatMap(type -> type.methods.stream()))
        .anyMatch(HotPathBytecodeTest::callsListener);
  }

  private static boolean callsListener(MethodNode method) {
    return Stream.of(method.instructions.toArray())
        .anyMatch(insn -> insn instanceof MethodInsnNode call && call.owner.equals(LISTENER));
  }

  private static boolean staysApart(MethodNode method) {
    return method.visibleAnnotations != null
        && method.visibleAnnotations.stream()
            .anyMatch(annotation -> annotation.desc.endsWith("/DontInline;"));
  }

  private static boolean isDynamic(MethodNode method) {
    return Stream.of(method.instructions.toArray())
        .anyMatch(InvokeDynamicInsnNode.class::isInstance);
  }
}
