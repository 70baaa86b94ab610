package io.lockmeter.engine.instrument.monitor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Hooks the {@code synchronized} blocks of one method. First all is planned, then it is changed.
 */
final class BlockRewriter {

  private final String owner;
  private final MethodNode method;
  private final MonitorFlow flow;
  private final Set<LabelNode> targets;
  private final Map<AbstractInsnNode, Enter> enters = new HashMap<>();
  private final List<Enter> inOrder = new ArrayList<>();
  private final List<Exit> exits = new ArrayList<>();
  private final Map<AbstractInsnNode, @Nullable FrameTypes> types = new HashMap<>();

  BlockRewriter(String owner, MethodNode method, MonitorFlow flow) {
    this.owner = owner;
    this.method = method;
    this.flow = flow;
    targets = flow.targets();
  }

  /**
   * A place where a monitor is entered.
   *
   * @param range what catches everything from just behind it on
   * @param variable where the code itself keeps the monitor, or -1
   */
  private record Enter(
      AbstractInsnNode insn, TryCatchBlockNode range, int variable, int token, int site) {}

  /**
   * A place where it is left.
   *
   * @param anchor where the call goes
   * @param variable where the monitor is before {@code anchor}, or -1 if on top of the stack
   * @param unwinding whether an exception leads here, or one from here would not lead to an exit
   * @param stack kinds of the values on the operand stack before {@code anchor}
   */
  private record Exit(
      Enter enter, AbstractInsnNode anchor, int variable, boolean unwinding, List<Type> stack) {}

  /**
   * Plans the hooks and takes the variables they need.
   *
   * @param frames whether the class file carries frames, and so what is inserted needs them too
   */
  void plan(Variables variables, SiteNumbers sites, boolean frames) throws NotRewritable {
    for (AbstractInsnNode insn : method.instructions) {
      if (insn.getOpcode() == Opcodes.MONITORENTER && flow.reaches(insn)) {
        TryCatchBlockNode range = rangeBehind(insn);
        int variable = variableBefore(insn);
        if (variable >= 0 && Code.stores(insn, range.start, variable)) {
          variable = -1;
        }
        Enter enter =
            new Enter(insn, range, variable, variables.token(), sites.ofBlock(method, insn));
        enters.put(insn, enter);
        inOrder.add(enter);
      }
    }
    for (AbstractInsnNode insn : method.instructions) {
      if (insn.getOpcode() == Opcodes.MONITOREXIT) {
        Exit exit = exit(insn);
        if (exit != null) {
          exits.add(exit);
          if (frames && exit.unwinding) {
            types.put(exit.anchor, FrameTypes.before(owner, method, exit.anchor));
          }
        }
      }
    }
  }

  /** How many monitors the method enters; each has a token of its own. */
  int count() {
    return inOrder.size();
  }

  private TryCatchBlockNode rangeBehind(AbstractInsnNode enter) throws NotRewritable {
    for (AbstractInsnNode insn = enter.getNext(); insn != null; insn = insn.getNext()) {
      if (insn instanceof LabelNode label) {
        TryCatchBlockNode range = flow.catchAll(label);
        if (range != null && range.start == label) {
          return range;
        }
        if (targets.contains(label)) {
          break;
        }
      }
      int opcode = insn.getOpcode();
      if (MonitorFlow.mayThrow(opcode) || opcode > Opcodes.DCMPG) {
        break;
      }
    }
    throw new NotRewritable("no range that catches everything begins behind a monitorenter");
  }

  private int variableBefore(AbstractInsnNode enter) {
    if (Code.straightBefore(enter, targets) instanceof VarInsnNode access) {
      AbstractInsnNode before = Code.straightBefore(access, targets);
      boolean copied = before != null && before.getOpcode() == Opcodes.DUP;
      if (access.getOpcode() == Opcodes.ALOAD || access.getOpcode() == Opcodes.ASTORE && copied) {
        return access.var;
      }
    }
    return -1;
  }

  private @Nullable Exit exit(AbstractInsnNode exit) {
    Held held = flow.held(exit);
    Enter enter = held == null ? null : enters.get(held.enter());
    if (enter == null) {
      return null;
    }
    TryCatchBlockNode range = flow.catchAll(exit);
    boolean unwinding =
        range == null
            || range.handler != enter.range.handler
            || reaches(range.handler, exit, enter.insn);
    AbstractInsnNode anchor = exit;
    int variable = -1;
    List<Type> stack = flow.stack(exit);
    if (Code.straightBefore(exit, targets) instanceof VarInsnNode load
        && load.getOpcode() == Opcodes.ALOAD
        && (unwinding || flow.catchAll(load) == range)) {
      anchor = load;
      variable = load.var;
      stack = stack.subList(0, stack.size() - 1);
    }
    return new Exit(enter, anchor, variable, unwinding, stack);
  }

  /** Whether {@code to} can be reached from {@code from} while {@code enter}'s monitor is held. */
  private boolean reaches(AbstractInsnNode from, AbstractInsnNode to, AbstractInsnNode enter) {
    Set<AbstractInsnNode> seen = new HashSet<>();
    Deque<AbstractInsnNode> open = new ArrayDeque<>();
    open.add(from);
    while (!open.isEmpty()) {
      AbstractInsnNode insn = open.remove();
      boolean held = !flow.reaches(insn) || Held.includes(flow.held(insn), enter);
      if (held && seen.add(insn)) {
        if (insn == to) {
          return true;
        }
        open.addAll(Code.successors(insn));
      }
    }
    return false;
  }

  /** Inserts what was planned. Frames must have been extended before. */
  void insert(Hooks hooks, Variables variables, boolean frames) {
    for (Enter enter : inOrder) {
      insert(enter, hooks, variables);
    }
    GuardedExit guard = new GuardedExit(method, variables);
    for (Exit exit : exits) {
      Enter enter = exit.enter;
      if (!exit.unwinding) {
        method.instructions.insertBefore(
            exit.anchor,
            exit.variable < 0
                ? hooks.exitingTop(enter.token, enter.site)
                : hooks.exiting(enter.token, exit.variable, enter.site));
      } else if (!frames || types.get(exit.anchor) != null) {
        int monitor = exit.variable < 0 ? guard.top(exit.stack) : exit.variable;
        guard.insert(
            exit.anchor,
            hooks.exiting(enter.token, monitor, enter.site),
            exit.stack,
            types.get(exit.anchor));
      }
    }
  }

  private void insert(Enter enter, Hooks hooks, Variables variables) {
    int monitor = enter.variable;
    InsnList before = new InsnList();
    before.add(new InsnNode(Opcodes.DUP));
    before.add(hooks.entering(enter.token, enter.site));
    if (monitor < 0) {
      monitor = variables.passing(1);
      before.add(new InsnNode(Opcodes.DUP));
      before.add(new VarInsnNode(Opcodes.ASTORE, monitor));
    }
    method.instructions.insertBefore(enter.insn, before);
    // Something may jump to the start of the range, which therefore cannot hold the call itself.
    LabelNode start = new LabelNode();
    InsnList behind = new InsnList();
    behind.add(start);
    behind.add(hooks.entered(enter.token, monitor, enter.site));
    method.instructions.insertBefore(enter.range.start, behind);
    enter.range.start = start;
  }
}
