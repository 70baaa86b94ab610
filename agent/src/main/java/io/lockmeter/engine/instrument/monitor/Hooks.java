package io.lockmeter.engine.instrument.monitor;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** The calls of the probe, as instructions. */
final class Hooks {

  /** What the deepest of them needs on the operand stack beyond what lies there. */
  static final int STACK = 5;

  private final @Nullable String probe;

  /** Calls the class {@code probe}, given as {@code java/lang/Foo}. */
  Hooks(String probe) {
    this.probe = probe;
  }

  private Hooks() {
    this.probe = null;
  }

  /** Calls nothing: for methods that only have to stay without {@code synchronized}. */
  static Hooks none() {
    return new Hooks();
  }

  /** With the monitor on the stack, takes it away: calls {@code entering}, keeps the token. */
  InsnList entering(int token, int site) {
    InsnList code = new InsnList();
    if (probe == null) {
      code.add(new InsnNode(Opcodes.POP));
      code.add(new InsnNode(Opcodes.LCONST_0));
      code.add(new VarInsnNode(Opcodes.LSTORE, token));
      return code;
    }
    code.add(number(site));
    code.add(call("entering", "(Ljava/lang/Object;I)J"));
    code.add(new VarInsnNode(Opcodes.LSTORE, token));
    return code;
  }

  /** Calls {@code entered} and keeps the new token. */
  InsnList entered(int token, int monitor, int site) {
    InsnList code = new InsnList();
    if (probe == null) {
      return code;
    }
    code.add(new VarInsnNode(Opcodes.LLOAD, token));
    code.add(new VarInsnNode(Opcodes.ALOAD, monitor));
    code.add(number(site));
    code.add(call("entered", "(JLjava/lang/Object;I)J"));
    code.add(new VarInsnNode(Opcodes.LSTORE, token));
    return code;
  }

  /** Calls {@code exiting}. */
  InsnList exiting(int token, int monitor, int site) {
    InsnList code = new InsnList();
    if (probe == null) {
      return code;
    }
    code.add(new VarInsnNode(Opcodes.LLOAD, token));
    code.add(new VarInsnNode(Opcodes.ALOAD, monitor));
    code.add(number(site));
    code.add(call("exiting", "(JLjava/lang/Object;I)V"));
    return code;
  }

  /** With the monitor on the stack, leaves it there: calls {@code exiting}. */
  InsnList exitingTop(int token, int site) {
    InsnList code = new InsnList();
    code.add(new InsnNode(Opcodes.DUP));
    code.add(new VarInsnNode(Opcodes.LLOAD, token));
    code.add(new InsnNode(Opcodes.DUP2_X1));
    code.add(new InsnNode(Opcodes.POP2));
    code.add(number(site));
    code.add(call("exiting", "(JLjava/lang/Object;I)V"));
    return code;
  }

  /** Takes the monitor on the stack away: calls {@code awaiting}. */
  MethodInsnNode awaiting() {
    return call("awaiting", "(Ljava/lang/Object;)V");
  }

  /** Takes the monitor on the stack away: calls {@code awaited}. */
  MethodInsnNode awaited() {
    return call("awaited", "(Ljava/lang/Object;)V");
  }

  private MethodInsnNode call(String name, String descriptor) {
    return new MethodInsnNode(Opcodes.INVOKESTATIC, probe, name, descriptor, false);
  }

  private static AbstractInsnNode number(int value) {
    return value <= Short.MAX_VALUE
        ? new IntInsnNode(Opcodes.SIPUSH, value)
        : new LdcInsnNode(value);
  }
}
