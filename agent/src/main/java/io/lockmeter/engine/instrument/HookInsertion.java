package io.lockmeter.engine.instrument;

import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Puts one hook into one instance method, whose frames must be expanded.
 *
 * <p>The method's own code stays in one piece. The exit, and the handler for the whole of that
 * piece, stand behind it, and each return becomes a jump there. What they need is in new local
 * variables behind all others, which are set from the start. At these places {@code this} and the
 * parameters have the types that they are declared with, so no frame needs an analysis.
 *
 * <p>An error that hits the very calls, as a stack overflow does, is swallowed; what is thrown
 * behind them no probe lets out. Else a caller could be told that it has no lock, and have it, or
 * keep one that it wanted to give back.
 */
final class HookInsertion {

  private static final String THROWABLE = "java/lang/Throwable";

  private final Hook hook;
  private final MethodNode method;
  private final Type returned;
  private final HookVariables variables;
  private final HookOperands operands;

  /**
   * @param owner internal name of the method's class
   * @param fields the descriptors of the fields that the class declares, by their names
   */
  HookInsertion(Hook hook, MethodNode method, String owner, Map<String, String> fields) {
    this.hook = hook;
    this.method = method;
    returned = Type.getReturnType(method.desc);
    variables = new HookVariables(method, owner);
    operands = new HookOperands(method, owner, fields);
  }

  void insert() {
    InsnList entry = new InsnList();
    ProbeCall enter = hook.enter();
    ProbeCall exit = hook.exit();
    if (exit != null) {
      operands.declare(exit, enter, variables, entry);
    }
    int thrown = hook.thrown() ? variables.add(Type.getObjectType(THROWABLE), entry) : 0;
    if (enter != null) {
      call(enter, entry);
    }
    if (exit != null) {
      variables.extendFrames();
      LabelNode start = new LabelNode();
      entry.add(start);
      leave(exit, start, thrown);
    }
    method.instructions.insert(entry);
  }

  private void leave(ProbeCall exit, LabelNode start, int thrown) {
    LabelNode end = new LabelNode();
    LabelNode leaving = new LabelNode();
    redirectReturns(leaving);
    InsnList code = method.instructions;
    code.add(end);
    if (hook.thrown()) {
      // The last entry of the table: what the method catches itself does not come here.
      method.tryCatchBlocks.add(new TryCatchBlockNode(start, end, end, null));
      code.add(variables.frame(THROWABLE));
      code.add(new VarInsnNode(Opcodes.ASTORE, thrown));
    }
    code.add(leaving);
    code.add(variables.frame());
    call(exit, code);
    if (hook.thrown()) {
      LabelNode normal = new LabelNode();
      code.add(new VarInsnNode(Opcodes.ALOAD, thrown));
      code.add(new JumpInsnNode(Opcodes.IFNULL, normal));
      code.add(new VarInsnNode(Opcodes.ALOAD, thrown));
      code.add(new InsnNode(Opcodes.ATHROW));
      code.add(normal);
      code.add(variables.frame());
    }
    if (returned != Type.VOID_TYPE) {
      code.add(new VarInsnNode(returned.getOpcode(Opcodes.ILOAD), operands.result()));
    }
    code.add(new InsnNode(returned.getOpcode(Opcodes.IRETURN)));
  }

  private void redirectReturns(LabelNode leaving) {
    int opcode = returned.getOpcode(Opcodes.IRETURN);
    for (AbstractInsnNode instruction : method.instructions.toArray()) {
      if (instruction.getOpcode() == opcode) {
        if (returned != Type.VOID_TYPE) {
          int store = returned.getOpcode(Opcodes.ISTORE);
          method.instructions.insertBefore(instruction, new VarInsnNode(store, operands.result()));
        }
        method.instructions.set(instruction, new JumpInsnNode(Opcodes.GOTO, leaving));
      }
    }
  }

  private void call(ProbeCall probe, InsnList code) {
    LabelNode start = new LabelNode();
    LabelNode end = new LabelNode();
    code.add(start);
    operands.load(probe, code);
    code.add(
        new MethodInsnNode(
            Opcodes.INVOKESTATIC, probe.owner(), probe.name(), probe.descriptor(), false));
    if (probe == hook.enter()) {
      operands.storeToken(code);
    }
    method.maxStack = Math.max(method.maxStack, probe.stack());
    LabelNode next = new LabelNode();
    code.add(new JumpInsnNode(Opcodes.GOTO, next));
    code.add(end);
    code.add(variables.frame(THROWABLE));
    code.add(new InsnNode(Opcodes.POP));
    code.add(next);
    code.add(variables.frame());
    // Two frames must not meet at one instruction.
    code.add(new InsnNode(Opcodes.NOP));
    method.tryCatchBlocks.add(new TryCatchBlockNode(start, end, end, null));
  }
}
