package io.lockmeter.engine.naming;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Follows one value backwards through straight code, and through local variables that are stored
 * once. Gives up with null where paths meet or the code is unusual; never guesses.
 */
final class BackwardWalk {

  /** Instructions to go back over; longer expressions are left to the full analysis. */
  private static final int MAX_STEPS = 200;

  private final String owner;
  private final MethodNode method;
  private int steps;

  BackwardWalk(String owner, MethodNode method) {
    this.owner = owner;
    this.method = method;
  }

  /** The value at {@code depth} of the stack before {@code site}, or null if the walk gives up. */
  @Nullable OriginValue before(AbstractInsnNode site, int depth) {
    int at = depth;
    for (AbstractInsnNode i = site.getPrevious(); i != null; i = i.getPrevious()) {
      int opcode = i.getOpcode();
      if (++steps > MAX_STEPS) {
        return null;
      }
      if (opcode < 0) {
        if (i instanceof LabelNode label && isTarget(label)) {
          return null;
        }
      } else if (opcode == Opcodes.DUP) {
        at = at <= 1 ? 0 : at - 1;
      } else {
        int pops = pops(i);
        int pushes = pushes(i);
        if (pops < 0) {
          return null;
        }
        if (at < pushes) {
          return produced(i, pops);
        }
        at += pops - pushes;
      }
    }
    return null;
  }

  private @Nullable OriginValue produced(AbstractInsnNode insn, int pops) {
    switch (insn.getOpcode()) {
      case Opcodes.ALOAD:
        return loaded(((VarInsnNode) insn).var);
      case Opcodes.GETFIELD, Opcodes.GETSTATIC:
        return OriginRules.field((FieldInsnNode) insn);
      case Opcodes.LDC:
        return OriginRules.constant((LdcInsnNode) insn);
      case Opcodes.CHECKCAST:
        return before(insn, 0);
      case Opcodes.AALOAD:
        OriginValue array = before(insn, 1);
        return array == null ? null : array.elementOf();
      default:
        return insn instanceof MethodInsnNode call ? returned(call, pops) : OriginValue.UNKNOWN;
    }
  }

  private @Nullable OriginValue returned(MethodInsnNode call, int pops) {
    int decisive = OriginRules.decisiveOperand(call);
    if (decisive < 0) {
      return OriginRules.result(call, null);
    }
    OriginValue operand = before(call, pops - 1 - decisive);
    return operand == null ? null : OriginRules.result(call, operand);
  }

  private @Nullable OriginValue loaded(int slot) {
    AbstractInsnNode store = null;
    for (AbstractInsnNode i = method.instructions.getFirst(); i != null; i = i.getNext()) {
      if (i instanceof VarInsnNode variable
          && variable.var == slot
          && variable.getOpcode() >= Opcodes.ISTORE) {
        if (store != null) {
          return null;
        }
        store = i;
      }
    }
    int receiver = (method.access & Opcodes.ACC_STATIC) != 0 ? 0 : 1;
    if (slot < (Type.getArgumentsAndReturnSizes(method.desc) >> 2) - 1 + receiver) {
      return store == null ? OriginRules.local(owner, method, slot) : null;
    }
    // The verifier makes sure that the one store comes before every load.
    return store != null && store.getOpcode() == Opcodes.ASTORE ? before(store, 0) : null;
  }

  private boolean isTarget(LabelNode label) {
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      if (block.handler == label) {
        return true;
      }
    }
    for (AbstractInsnNode i = method.instructions.getFirst(); i != null; i = i.getNext()) {
      if (i instanceof JumpInsnNode jump && jump.label == label
          || i instanceof TableSwitchInsnNode table
              && (table.dflt == label || table.labels.contains(label))
          || i instanceof LookupSwitchInsnNode lookup
              && (lookup.dflt == label || lookup.labels.contains(label))) {
        return true;
      }
    }
    return false;
  }

  /** Values that {@code insn} takes off the stack, or -1 if the walk does not know it. */
  private static int pops(AbstractInsnNode insn) {
    int opcode = insn.getOpcode();
    if (insn instanceof MethodInsnNode call) {
      return Type.getArgumentCount(call.desc) + (opcode == Opcodes.INVOKESTATIC ? 0 : 1);
    }
    if (insn instanceof InvokeDynamicInsnNode dynamic) {
      return Type.getArgumentCount(dynamic.desc);
    }
    if (opcode <= Opcodes.ALOAD
        || opcode == Opcodes.GETSTATIC
        || opcode == Opcodes.NEW
        || opcode == Opcodes.IINC) {
      return 0;
    }
    if (opcode <= Opcodes.SALOAD) {
      return 2;
    }
    if (opcode <= Opcodes.ASTORE) {
      return 1;
    }
    if (opcode <= Opcodes.SASTORE) {
      return 3;
    }
    if (opcode >= Opcodes.IADD && opcode <= Opcodes.LXOR) {
      return opcode >= Opcodes.INEG && opcode <= Opcodes.DNEG ? 1 : 2;
    }
    if (opcode >= Opcodes.LCMP && opcode <= Opcodes.DCMPG
        || opcode >= Opcodes.IF_ICMPEQ && opcode <= Opcodes.IF_ACMPNE
        || opcode == Opcodes.PUTFIELD) {
      return 2;
    }
    if (opcode >= Opcodes.I2L && opcode <= Opcodes.I2S
        || opcode >= Opcodes.IFEQ && opcode <= Opcodes.IFLE
        || opcode == Opcodes.IFNULL
        || opcode == Opcodes.IFNONNULL
        || opcode == Opcodes.POP
        || opcode == Opcodes.PUTSTATIC
        || opcode == Opcodes.GETFIELD
        || opcode >= Opcodes.NEWARRAY && opcode <= Opcodes.ARRAYLENGTH
        || opcode == Opcodes.CHECKCAST
        || opcode == Opcodes.INSTANCEOF
        || opcode == Opcodes.MONITORENTER
        || opcode == Opcodes.MONITOREXIT) {
      return 1;
    }
    return -1;
  }

  /** Values that {@code insn}, which {@link #pops} knows, puts on the stack. */
  private static int pushes(AbstractInsnNode insn) {
    int opcode = insn.getOpcode();
    if (insn instanceof MethodInsnNode call) {
      return Type.getReturnType(call.desc) == Type.VOID_TYPE ? 0 : 1;
    }
    if (opcode >= Opcodes.ISTORE && opcode <= Opcodes.POP
        || opcode >= Opcodes.IFEQ && opcode <= Opcodes.IF_ACMPNE
        || opcode == Opcodes.NOP
        || opcode == Opcodes.IINC
        || opcode == Opcodes.IFNULL
        || opcode == Opcodes.IFNONNULL
        || opcode == Opcodes.PUTSTATIC
        || opcode == Opcodes.PUTFIELD
        || opcode == Opcodes.MONITORENTER
        || opcode == Opcodes.MONITOREXIT) {
      return 0;
    }
    return 1;
  }
}
