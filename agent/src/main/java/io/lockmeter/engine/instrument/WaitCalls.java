package io.lockmeter.engine.instrument;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Puts {@code idleStarted} before and {@code idleEnded} behind each waiting call of a method, also
 * where the call throws.
 *
 * <p>The handler for that stands at the end of the method, outside the ranges of the method's own
 * handlers, and must reach them all the same: they unlock. So each range that covers the call gets
 * a copy that covers the handler, and the handler's frame has the local variables that the nearest
 * of them asks for. No hierarchy of classes is needed to work out that frame.
 */
final class WaitCalls {

  private static final String PROBE = "io/lockmeter/bootstrap/LockProbe";
  private static final Set<String> WAITS = Set.of("await", "awaitNanos", "wait");

  private WaitCalls() {}

  /** Whether the method has such a call. Its frames must be expanded. */
  static boolean mark(MethodNode method) {
    List<MethodInsnNode> calls = new ArrayList<>();
    for (AbstractInsnNode instruction : method.instructions) {
      if (instruction instanceof MethodInsnNode call && WAITS.contains(call.name)) {
        calls.add(call);
      }
    }
    for (MethodInsnNode call : calls) {
      mark(method, call);
    }
    return !calls.isEmpty();
  }

  private static void mark(MethodNode method, MethodInsnNode call) {
    List<TryCatchBlockNode> covering = covering(method, call);
    LabelNode start = new LabelNode();
    LabelNode end = new LabelNode();
    LabelNode handler = new LabelNode();
    LabelNode handlerEnd = new LabelNode();
    InsnList code = method.instructions;
    code.insertBefore(call, probe("idleStarted"));
    code.insertBefore(call, start);
    code.insert(call, probe("idleEnded"));
    code.insert(call, end);
    code.add(handler);
    Object[] locals = covering.isEmpty() ? new Object[0] : localsAt(covering.get(0).handler);
    if (locals != null) {
      code.add(
          new FrameNode(
              Opcodes.F_NEW, locals.length, locals, 1, new Object[] {"java/lang/Throwable"}));
    }
    code.add(probe("idleEnded"));
    code.add(new InsnNode(Opcodes.ATHROW));
    code.add(handlerEnd);
    for (TryCatchBlockNode block : covering) {
      method.tryCatchBlocks.add(
          new TryCatchBlockNode(handler, handlerEnd, block.handler, block.type));
    }
    // The first entry of the table that fits is taken.
    method.tryCatchBlocks.add(0, new TryCatchBlockNode(start, end, handler, null));
  }

  private static MethodInsnNode probe(String name) {
    return new MethodInsnNode(Opcodes.INVOKESTATIC, PROBE, name, "()V", false);
  }

  private static List<TryCatchBlockNode> covering(MethodNode method, AbstractInsnNode call) {
    InsnList code = method.instructions;
    int at = code.indexOf(call);
    List<TryCatchBlockNode> covering = new ArrayList<>();
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      if (code.indexOf(block.start) < at && at < code.indexOf(block.end)) {
        covering.add(block);
      }
    }
    return covering;
  }

  /**
   * Null where the JVM gave a class without frames, as it does for those that it never verifies.
   */
  private static Object @Nullable [] localsAt(LabelNode handler) {
    for (AbstractInsnNode next = handler; next != null; next = next.getNext()) {
      if (next instanceof FrameNode frame) {
        return frame.local.toArray();
      }
    }
    return null;
  }
}
