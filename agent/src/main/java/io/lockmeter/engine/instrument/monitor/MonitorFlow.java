package io.lockmeter.engine.instrument.monitor;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Which monitors one method holds at each instruction.
 *
 * <p>The rules are those of HotSpot's {@code GenerateOopMap}, whose verdict decides whether a
 * method with monitors is ever compiled: values are told apart by the instruction that made them,
 * only some instructions are taken to throw, and what may throw while a monitor is held must lie in
 * a range that catches everything.
 *
 * <p>One state walks along straight code; copies are kept only where ways meet. ASM's analyzer,
 * which keeps one for each instruction, takes several times as long while it is not compiled, and
 * cannot be told that {@code monitorenter} throws before it enters.
 */
final class MonitorFlow {

  private final InsnList instructions;
  private final Set<LabelNode> targets;
  private final List<List<TryCatchBlockNode>> handlers;

  /** The states at the first instruction and where ways meet. */
  private final @Nullable LockState[] meetings;

  private final BitSet open = new BitSet();
  private final BitSet reached = new BitSet();
  private final BitSet unstructured = new BitSet();
  private final @Nullable Held[] held;
  private final Map<AbstractInsnNode, List<Type>> stacks = new HashMap<>();

  private MonitorFlow(MethodNode method) {
    instructions = method.instructions;
    targets = Code.targets(method);
    handlers = handlers(method);
    meetings = new @Nullable LockState[instructions.size()];
    held = new @Nullable Held[instructions.size()];
  }

  /**
   * Follows {@code method}, which has no subroutines.
   *
   * @throws IndexOutOfBoundsException if its code makes no sense, or enters the monitor of an
   *     object under construction
   */
  static MonitorFlow of(MethodNode method) {
    MonitorFlow flow = new MonitorFlow(method);
    flow.follow(new LockState(method));
    return flow;
  }

  /** The ranges around each instruction, in order, up to the first that catches everything. */
  private static List<List<TryCatchBlockNode>> handlers(MethodNode method) {
    InsnList instructions = method.instructions;
    BitSet boundaries = new BitSet();
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      boundaries.set(instructions.indexOf(block.start));
      boundaries.set(instructions.indexOf(block.end));
    }
    List<List<TryCatchBlockNode>> all = new ArrayList<>(instructions.size());
    List<TryCatchBlockNode> around = List.of();
    for (int i = 0; i < instructions.size(); i++) {
      if (boundaries.get(i)) {
        around = around(method, i);
      }
      all.add(around);
    }
    return all;
  }

  private static List<TryCatchBlockNode> around(MethodNode method, int index) {
    List<TryCatchBlockNode> around = new ArrayList<>();
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      if (method.instructions.indexOf(block.start) <= index
          && index < method.instructions.indexOf(block.end)) {
        around.add(block);
        if (block.type == null) {
          break;
        }
      }
    }
    return around;
  }

  private void follow(LockState state) {
    meetings[0] = new LockState(state);
    open.set(0);
    // In the order of the code, most of what leads to an instruction is known when it is followed.
    for (int index = open.nextSetBit(0); index >= 0; index = open.nextSetBit(0)) {
      open.clear(index);
      LockState start = meetings[index];
      if (start != null) {
        state.become(start);
        walk(index, state);
      }
    }
  }

  /** Follows straight code up to where it ends or ways meet. */
  private void walk(int start, LockState state) {
    List<TryCatchBlockNode> met = List.of();
    AbstractInsnNode insn = instructions.get(start);
    for (int index = start; insn != null; index++) {
      if (index != start && insn instanceof LabelNode label && targets.contains(label)) {
        meet(index, state);
        return;
      }
      reached.set(index);
      held[index] = state.held();
      unstructured.set(index, state.unstructured());
      int opcode = insn.getOpcode();
      if (opcode >= 0) {
        List<TryCatchBlockNode> around = handlers.get(index);
        if (!around.isEmpty() && mayThrow(opcode) && (state.takeChanged() || around != met)) {
          met = around;
          LockState caught = state.inHandler();
          for (TryCatchBlockNode block : around) {
            meet(block.handler, caught);
          }
        }
        if (opcode == Opcodes.MONITOREXIT) {
          stacks.put(insn, state.stack());
        }
        state.execute(insn, index);
        if (!continues(insn, state)) {
          return;
        }
      }
      insn = insn.getNext();
    }
  }

  /** Whether the next instruction may come next; others that may come next are told. */
  private boolean continues(AbstractInsnNode insn, LockState state) {
    if (insn instanceof JumpInsnNode jump) {
      meet(jump.label, state);
    } else if (insn instanceof TableSwitchInsnNode table) {
      meet(table.labels, state);
      meet(table.dflt, state);
    } else if (insn instanceof LookupSwitchInsnNode lookup) {
      meet(lookup.labels, state);
      meet(lookup.dflt, state);
    }
    return !Code.ends(insn);
  }

  private void meet(List<LabelNode> labels, LockState state) {
    for (LabelNode label : labels) {
      meet(label, state);
    }
  }

  private void meet(LabelNode label, LockState state) {
    meet(instructions.indexOf(label), state);
  }

  private void meet(int index, LockState state) {
    LockState known = meetings[index];
    if (known == null) {
      meetings[index] = new LockState(state);
      open.set(index);
    } else if (known.merge(state)) {
      open.set(index);
    }
  }

  /** Labels that something jumps to, handlers included. */
  Set<LabelNode> targets() {
    return targets;
  }

  /** Whether {@code insn} is ever reached. */
  boolean reaches(AbstractInsnNode insn) {
    return reached.get(instructions.indexOf(insn));
  }

  /** The monitors held before {@code insn}, or null if there are none or it is never reached. */
  @Nullable Held held(AbstractInsnNode insn) {
    return held[instructions.indexOf(insn)];
  }

  /** Kinds of the values on the operand stack before {@code exit}, a {@code monitorexit}. */
  List<Type> stack(AbstractInsnNode exit) {
    return stacks.getOrDefault(exit, List.of());
  }

  /** The first range around {@code insn} that catches everything, or null if there is none. */
  @Nullable TryCatchBlockNode catchAll(AbstractInsnNode insn) {
    List<TryCatchBlockNode> around = handlers.get(instructions.indexOf(insn));
    TryCatchBlockNode last = around.isEmpty() ? null : around.get(around.size() - 1);
    return last == null || last.type != null ? null : last;
  }

  /** Whether the JIT will take the method. */
  boolean structured() {
    if (!unstructured.isEmpty()) {
      return false;
    }
    for (int index = 0; index < held.length; index++) {
      if (held[index] != null && mayLeaveMethod(instructions.get(index))) {
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
