package io.lockmeter.engine.instrument.monitor;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Code that calls {@code exiting} and goes on whatever the call does.
 *
 * <p>Needed where a monitor is left because of an exception. The handler that compilers write there
 * catches its own exceptions, so a call that has no stack left to run on would be tried for ever.
 */
final class GuardedExit {

  private static final List<Object> THROWABLE = List.of("java/lang/Throwable");

  private final MethodNode method;
  private final Variables variables;

  GuardedExit(MethodNode method, Variables variables) {
    this.method = method;
    this.variables = variables;
  }

  /**
   * Inserts the code before {@code anchor}.
   *
   * @param call the call of {@code exiting}
   * @param spills kinds of the values on the operand stack, which an exception would clear
   * @param types what a verifier sees before {@code anchor}, or null where it needs no frames
   */
  void insert(
      AbstractInsnNode anchor, InsnList call, List<Type> spills, @Nullable FrameTypes types) {
    if (call.size() == 0) {
      return;
    }
    LabelNode start = new LabelNode();
    LabelNode end = new LabelNode();
    LabelNode failed = new LabelNode();
    LabelNode after = new LabelNode();
    InsnList code = new InsnList();
    int first = variables.passing(width(spills));
    moveStack(code, spills, first, false);
    code.add(start);
    code.add(call);
    code.add(end);
    code.add(new JumpInsnNode(Opcodes.GOTO, after));
    code.add(failed);
    if (types != null) {
      code.add(variables.frame(types.locals(), types.stack(), THROWABLE));
    }
    code.add(new InsnNode(Opcodes.POP));
    code.add(after);
    if (types != null) {
      code.add(variables.frame(types.locals(), types.stack(), List.of()));
    }
    moveStack(code, spills, first, true);
    method.instructions.insertBefore(anchor, code);
    method.tryCatchBlocks.add(0, new TryCatchBlockNode(start, end, failed, null));
  }

  /** The variable that {@link #insert} moves the topmost of {@code spills} to, a reference. */
  int top(List<Type> spills) {
    int width = width(spills);
    return variables.passing(width) + width - 1;
  }

  private static int width(List<Type> values) {
    int width = 0;
    for (Type value : values) {
      width += value.getSize();
    }
    return width;
  }

  private static void moveStack(InsnList code, List<Type> values, int first, boolean back) {
    List<AbstractInsnNode> moves = new ArrayList<>();
    int variable = first;
    for (Type value : values) {
      int opcode = value.getOpcode(back ? Opcodes.ILOAD : Opcodes.ISTORE);
      moves.add(back ? moves.size() : 0, new VarInsnNode(opcode, variable));
      variable += value.getSize();
    }
    for (AbstractInsnNode move : moves) {
      code.add(move);
    }
  }
}
