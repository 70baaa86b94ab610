package io.lockmeter.engine.instrument.monitor;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Turns a synchronized method into one whose whole body is a {@code synchronized} block, hooks
 * included: the JVM enters the monitor of a synchronized method before its first instruction.
 */
final class SynchronizedMethod {

  private final String owner;
  private final MethodNode method;
  private final Hooks hooks;
  private final Variables variables;
  private final int site;
  private final int monitor;
  private final int token;

  /** Takes the variables it needs; {@link #wrap} changes the method. */
  SynchronizedMethod(String owner, MethodNode method, Hooks hooks, Variables variables, int site) {
    this.owner = owner;
    this.method = method;
    this.hooks = hooks;
    this.variables = variables;
    this.site = site;
    monitor = variables.monitor();
    token = variables.token();
  }

  /** Frames must have been extended before. */
  void wrap(boolean frames) {
    method.access &= ~Opcodes.ACC_SYNCHRONIZED;
    List<AbstractInsnNode> returns = new ArrayList<>();
    for (AbstractInsnNode insn : method.instructions) {
      if (Code.isReturn(insn)) {
        returns.add(insn);
      }
    }
    LabelNode handler = new LabelNode();
    LabelNode start = enter();
    for (AbstractInsnNode insn : returns) {
      start = leave(insn, start, handler);
    }
    if (hasCode(start)) {
      LabelNode end = new LabelNode();
      method.instructions.add(end);
      method.tryCatchBlocks.add(new TryCatchBlockNode(start, end, handler, null));
    }
    unwind(handler, frames);
  }

  private LabelNode enter() {
    InsnList code = new InsnList();
    LineNumberNode line = Code.firstLine(method);
    if (line != null) {
      LabelNode first = new LabelNode();
      code.add(first);
      code.add(new LineNumberNode(line.line, first));
    }
    code.add(
        (method.access & Opcodes.ACC_STATIC) == 0
            ? new VarInsnNode(Opcodes.ALOAD, 0)
            : new LdcInsnNode(Type.getObjectType(owner)));
    code.add(new InsnNode(Opcodes.DUP));
    code.add(new VarInsnNode(Opcodes.ASTORE, monitor));
    code.add(hooks.entering(token, site));
    code.add(new VarInsnNode(Opcodes.ALOAD, monitor));
    code.add(new InsnNode(Opcodes.MONITORENTER));
    LabelNode start = new LabelNode();
    code.add(start);
    code.add(hooks.entered(token, monitor, site));
    method.instructions.insert(code);
    return start;
  }

  /** Leaves the monitor before a return; gives the start of the range behind it. */
  private LabelNode leave(AbstractInsnNode insn, LabelNode start, LabelNode handler) {
    LabelNode end = new LabelNode();
    LabelNode next = new LabelNode();
    InsnList code = hooks.exiting(token, monitor, site);
    code.add(new VarInsnNode(Opcodes.ALOAD, monitor));
    code.add(new InsnNode(Opcodes.MONITOREXIT));
    code.add(end);
    method.instructions.insertBefore(insn, code);
    method.instructions.insert(insn, next);
    method.tryCatchBlocks.add(new TryCatchBlockNode(start, end, handler, null));
    return next;
  }

  private static boolean hasCode(@Nullable AbstractInsnNode from) {
    AbstractInsnNode insn = from;
    while (insn != null && insn.getOpcode() < 0) {
      insn = insn.getNext();
    }
    return insn != null;
  }

  private void unwind(LabelNode handler, boolean frames) {
    FrameTypes caught = frames ? new FrameTypes(List.of(), List.of("java/lang/Throwable")) : null;
    method.instructions.add(handler);
    if (caught != null) {
      method.instructions.add(variables.frame(List.of(), List.of(), caught.stack()));
    }
    AbstractInsnNode load = new VarInsnNode(Opcodes.ALOAD, monitor);
    method.instructions.add(load);
    method.instructions.add(new InsnNode(Opcodes.MONITOREXIT));
    method.instructions.add(new InsnNode(Opcodes.ATHROW));
    new GuardedExit(method, variables)
        .insert(
            load,
            hooks.exiting(token, monitor, site),
            List.of(Type.getObjectType("java/lang/Throwable")),
            caught);
  }
}
