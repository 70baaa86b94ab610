package io.lockmeter.engine.instrument.monitor;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;

/**
 * Which monitors one method holds at each instruction.
 *
 * <p>The rules are those of HotSpot's {@code GenerateOopMap}, whose verdict decides whether a
 * method with monitors is ever compiled: values are told apart by the instruction that made them,
 * only some instructions are taken to throw, and what may throw while a monitor is held must lie in
 * a range that catches everything. ASM's own analyzer cannot be told that {@code monitorenter}
 * throws before it enters, so the walk is here.
 */
final class MonitorFlow {

  private final MethodNode method;
  private final InsnList instructions;
  private final Set<LabelNode> targets;
  private final List<List<TryCatchBlockNode>> handlers;
  private final @Nullable LockFrame[] frames;
  private final BitSet open = new BitSet();
  private final LockInterpreter interpreter = new LockInterpreter();

  private MonitorFlow(MethodNode method) {
    this.method = method;
    instructions = method.instructions;
    targets = Code.targets(method);
    handlers = handlers(method);
    frames = new @Nullable LockFrame[instructions.size()];
  }

  /**
   * Follows {@code method}, which has no subroutines.
   *
   * @throws AnalyzerException if its code makes no sense
   * @throws IndexOutOfBoundsException likewise
   */
  static MonitorFlow of(MethodNode method) throws AnalyzerException {
    MonitorFlow flow = new MonitorFlow(method);
    flow.follow();
    return flow;
  }

  /** The ranges around each instruction, in order, up to the first that catches everything. */
  private static List<List<TryCatchBlockNode>> handlers(MethodNode method) {
    List<List<TryCatchBlockNode>> all =
        new ArrayList<>(Collections.nCopies(method.instructions.size(), List.of()));
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      int end = method.instructions.indexOf(block.end);
      for (int i = method.instructions.indexOf(block.start); i < end; i++) {
        List<TryCatchBlockNode> around = all.get(i);
        if (around.isEmpty() || around.get(around.size() - 1).type != null) {
          List<TryCatchBlockNode> longer = new ArrayList<>(around);
          longer.add(block);
          all.set(i, longer);
        }
      }
    }
    return all;
  }

  private void follow() throws AnalyzerException {
    meet(instructions.getFirst(), LockFrame.atStart(method, interpreter));
    // In the order of the code, most of what leads to an instruction is known when it is followed.
    for (int index = open.nextSetBit(0); index >= 0; index = open.nextSetBit(0)) {
      open.clear(index);
      AbstractInsnNode insn = instructions.get(index);
      LockFrame frame = before(insn);
      if (frame == null) {
        continue;
      }
      if (mayThrow(insn.getOpcode())) {
        for (TryCatchBlockNode block : handlers.get(instructions.indexOf(insn))) {
          meet(block.handler, frame.inHandler());
        }
      }
      LockFrame after = new LockFrame(frame);
      if (insn.getOpcode() >= 0) {
        after.execute(insn, interpreter);
      }
      List<AbstractInsnNode> successors = Code.successors(insn);
      for (AbstractInsnNode next : successors) {
        meet(next, successors.size() == 1 ? after : new LockFrame(after));
      }
    }
  }

  /** Takes {@code frame}, which nobody else may have. */
  private void meet(AbstractInsnNode insn, LockFrame frame) throws AnalyzerException {
    int index = instructions.indexOf(insn);
    LockFrame known = frames[index];
    boolean changed;
    if (known != null && insn instanceof LabelNode label && targets.contains(label)) {
      changed = known.merge(frame, interpreter);
    } else {
      // Only one way leads here: what came along it before was less exact, and is forgotten.
      changed = known == null || !known.sameAs(frame);
      frames[index] = frame;
    }
    if (changed) {
      open.set(index);
    }
  }

  /** The state before {@code insn}, or null if it is never reached. */
  @Nullable LockFrame before(AbstractInsnNode insn) {
    return frames[instructions.indexOf(insn)];
  }

  /** The first range around {@code insn} that catches everything, or null if there is none. */
  @Nullable TryCatchBlockNode catchAll(AbstractInsnNode insn) {
    List<TryCatchBlockNode> around = handlers.get(instructions.indexOf(insn));
    TryCatchBlockNode last = around.isEmpty() ? null : around.get(around.size() - 1);
    return last == null || last.type != null ? null : last;
  }

  /** Whether the JIT will take the method. */
  boolean structured() {
    for (AbstractInsnNode insn : instructions) {
      LockFrame frame = before(insn);
      if (frame != null && (frame.unstructured() || frame.held() != null && mayLeaveMethod(insn))) {
        return false;
      }
    }
    return true;
  }

  private boolean mayLeaveMethod(AbstractInsnNode insn) {
    return Code.isReturn(insn) || mayThrow(insn.getOpcode()) && catchAll(insn) == null;
  }

  /** As HotSpot's table of bytecodes has it, without {@code monitorexit} and the returns. */
  static boolean mayThrow(int opcode) {
    return opcode == Opcodes.LDC
        || opcode >= Opcodes.IALOAD && opcode <= Opcodes.SALOAD
        || opcode >= Opcodes.IASTORE && opcode <= Opcodes.SASTORE
        || opcode == Opcodes.IDIV
        || opcode == Opcodes.LDIV
        || opcode == Opcodes.IREM
        || opcode == Opcodes.LREM
        || opcode >= Opcodes.GETSTATIC && opcode <= Opcodes.MONITORENTER
        || opcode == Opcodes.MULTIANEWARRAY;
  }
}
