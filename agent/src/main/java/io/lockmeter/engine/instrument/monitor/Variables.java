package io.lockmeter.engine.instrument.monitor;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * The variables that a rewritten method has beyond its own: those that live as long as the method,
 * and so stand in every frame, and behind them those of a few instructions.
 */
final class Variables {

  private static final String OBJECT = "java/lang/Object";

  private final MethodNode method;
  private final int own;
  private final List<Object> lasting = new ArrayList<>();
  private int next;
  private int highest;

  Variables(MethodNode method) {
    this.method = method;
    own = method.maxLocals;
    next = own;
    highest = own;
  }

  /** Takes a variable for a token, for as long as the method runs. */
  int token() {
    lasting.add(Opcodes.LONG);
    next += 2;
    highest = Math.max(highest, next);
    return next - 2;
  }

  /** Takes a variable for a monitor, for as long as the method runs. */
  int monitor() {
    lasting.add(OBJECT);
    next++;
    highest = Math.max(highest, next);
    return next - 1;
  }

  /** The first of {@code count} variables for a few instructions. To be asked for last. */
  int passing(int count) {
    highest = Math.max(highest, next + count);
    return next;
  }

  /** Code that gives the first {@code tokens} lasting variables, all of them tokens, a value. */
  InsnList initial(int tokens) {
    InsnList code = new InsnList();
    for (int i = 0; i < tokens; i++) {
      code.add(new InsnNode(Opcodes.LCONST_0));
      code.add(new VarInsnNode(Opcodes.LSTORE, own + 2 * i));
    }
    return code;
  }

  /** Puts the lasting variables into every frame that the method has. */
  void extendFrames() {
    for (AbstractInsnNode insn : method.instructions) {
      if (insn instanceof FrameNode frame) {
        frame.local = with(frame.local, List.of());
      }
    }
  }

  /** A frame with the method's own variables {@code locals}, the lasting and the passing ones. */
  FrameNode frame(List<Object> locals, List<Object> passing, List<Object> stack) {
    List<Object> all = with(locals, passing);
    return new FrameNode(Opcodes.F_NEW, all.size(), all.toArray(), stack.size(), stack.toArray());
  }

  private List<Object> with(List<Object> locals, List<Object> passing) {
    List<Object> all = new ArrayList<>(locals);
    for (int width = FrameTypes.width(locals); width < own; width++) {
      all.add(Opcodes.TOP);
    }
    all.addAll(lasting);
    all.addAll(passing);
    return all;
  }

  /** Tells the method how many variables it has now, and how deep its operand stack may be. */
  void declare() {
    method.maxLocals = highest;
    method.maxStack += Hooks.STACK;
  }
}
