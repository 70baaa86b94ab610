package io.lockmeter.engine.instrument.monitor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.CodeSizeEvaluator;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Questions about the instructions of a method. */
final class Code {

  /** HotSpot's {@code HugeMethodLimit}: a longer method is never compiled. */
  static final int COMPILABLE = 8000;

  /** Why a method is left that would go beyond {@link #MAX_WORDS}. */
  static final String TOO_MANY_VARIABLES = "it has too many variables or too deep a stack";

  /** Beyond that size, jumps need wider instructions. */
  static final int NEAR_JUMPS = Short.MAX_VALUE;

  /** Why a method is left that would go beyond {@link #NEAR_JUMPS}. */
  static final String TOO_LARGE = "it is too large";

  /** Most variables, and deepest stack, that a class file can have. */
  static final int MAX_WORDS = 0xFFFF;

  private Code() {}

  /** Labels that something jumps to, handlers included. */
  static Set<LabelNode> targets(MethodNode method) {
    Set<LabelNode> targets = new HashSet<>();
    for (AbstractInsnNode insn : method.instructions) {
      if (insn instanceof JumpInsnNode jump) {
        targets.add(jump.label);
      } else if (insn instanceof TableSwitchInsnNode table) {
        targets.addAll(table.labels);
        targets.add(table.dflt);
      } else if (insn instanceof LookupSwitchInsnNode lookup) {
        targets.addAll(lookup.labels);
        targets.add(lookup.dflt);
      }
    }
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      targets.add(block.handler);
    }
    return targets;
  }

  /** What may be executed next, unless {@code insn} throws. */
  static List<AbstractInsnNode> successors(AbstractInsnNode insn) {
    List<AbstractInsnNode> next = new ArrayList<>();
    if (insn instanceof JumpInsnNode jump) {
      next.add(jump.label);
    } else if (insn instanceof TableSwitchInsnNode table) {
      next.addAll(table.labels);
      next.add(table.dflt);
    } else if (insn instanceof LookupSwitchInsnNode lookup) {
      next.addAll(lookup.labels);
      next.add(lookup.dflt);
    }
    if (!ends(insn) && insn.getNext() != null) {
      next.add(insn.getNext());
    }
    return next;
  }

  /** Whether what stands behind {@code insn} is never executed next. */
  static boolean ends(AbstractInsnNode insn) {
    int opcode = insn.getOpcode();
    return opcode == Opcodes.GOTO
        || opcode == Opcodes.ATHROW
        || opcode >= Opcodes.TABLESWITCH && opcode <= Opcodes.RETURN;
  }

  static boolean hasSubroutines(MethodNode method) {
    for (AbstractInsnNode insn : method.instructions) {
      if (insn.getOpcode() == Opcodes.JSR || insn.getOpcode() == Opcodes.RET) {
        return true;
      }
    }
    return false;
  }

  /** Whether it enters or leaves a monitor by an instruction. */
  static boolean usesMonitors(MethodNode method) {
    for (AbstractInsnNode insn : method.instructions) {
      if (insn.getOpcode() == Opcodes.MONITORENTER || insn.getOpcode() == Opcodes.MONITOREXIT) {
        return true;
      }
    }
    return false;
  }

  static boolean entersMonitors(MethodNode method) {
    for (AbstractInsnNode insn : method.instructions) {
      if (insn.getOpcode() == Opcodes.MONITORENTER) {
        return true;
      }
    }
    return false;
  }

  static boolean hasFrames(MethodNode method) {
    for (AbstractInsnNode insn : method.instructions) {
      if (insn instanceof FrameNode) {
        return true;
      }
    }
    return false;
  }

  static boolean isReturn(AbstractInsnNode insn) {
    return insn.getOpcode() >= Opcodes.IRETURN && insn.getOpcode() <= Opcodes.RETURN;
  }

  /** Whether something is stored in {@code variable} between two places of straight code. */
  static boolean stores(AbstractInsnNode from, AbstractInsnNode to, int variable) {
    for (AbstractInsnNode insn = from; insn != null && insn != to; insn = insn.getNext()) {
      if (insn instanceof VarInsnNode var
          && insn.getOpcode() >= Opcodes.ISTORE
          && (var.var == variable || var.var == variable - 1)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The instruction before {@code insn} that is always executed just before it, or null if there is
   * none or one may come from elsewhere.
   */
  static @Nullable AbstractInsnNode straightBefore(AbstractInsnNode insn, Set<LabelNode> targets) {
    AbstractInsnNode before = insn.getPrevious();
    while (before != null && before.getOpcode() < 0) {
      if (before instanceof LabelNode label && targets.contains(label)) {
        return null;
      }
      before = before.getPrevious();
    }
    return before;
  }

  /** The first line number of the method, or null if its code does not begin with one. */
  static @Nullable LineNumberNode firstLine(MethodNode method) {
    for (AbstractInsnNode insn : method.instructions) {
      if (insn instanceof LineNumberNode line) {
        return line;
      }
      if (insn.getOpcode() >= 0) {
        return null;
      }
    }
    return null;
  }

  /** The line of {@code insn}, or -1. */
  static int line(AbstractInsnNode insn) {
    for (AbstractInsnNode i = insn; i != null; i = i.getPrevious()) {
      if (i instanceof LineNumberNode line) {
        return line.line;
      }
    }
    return -1;
  }

  /** Upper bound of the bytes that the code takes. */
  static int maxSize(MethodNode method) {
    return evaluate(method).getMaxSize();
  }

  /** Lower bound of the bytes that the code takes. */
  static int minSize(MethodNode method) {
    return evaluate(method).getMinSize();
  }

  private static CodeSizeEvaluator evaluate(MethodNode method) {
    CodeSizeEvaluator size = new CodeSizeEvaluator(null);
    method.instructions.accept(size);
    return size;
  }
}
