package io.lockmeter.engine.instrument;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Where the operands of the probes of one hook in one method are, and how they get there. */
final class HookOperands {

  private static final int NOWHERE = -1;

  private final String owner;
  private final Map<String, String> fields;
  private final Type[] arguments;
  private final Type returned;
  private final Map<Integer, Integer> savedArguments = new HashMap<>();
  private int token = NOWHERE;
  private Type tokenType = Type.VOID_TYPE;
  private int result = NOWHERE;

  HookOperands(MethodNode method, String owner, Map<String, String> fields) {
    this.owner = owner;
    this.fields = fields;
    arguments = Type.getArgumentTypes(method.desc);
    returned = Type.getReturnType(method.desc);
  }

  /** Adds the variables that the exit needs. */
  void declare(ProbeCall exit, @Nullable ProbeCall enter, HookVariables variables, InsnList entry) {
    for (Operand operand : exit.operands()) {
      if (operand.kind() == Operand.Kind.ARGUMENT) {
        Type type = arguments[operand.number()];
        int saved = variables.add(type, entry);
        loadArgument(operand.number(), entry);
        entry.add(new VarInsnNode(type.getOpcode(Opcodes.ISTORE), saved));
        savedArguments.put(operand.number(), saved);
      }
    }
    if (enter != null && enter.returned() != Type.VOID_TYPE) {
      tokenType = enter.returned();
      token = variables.add(tokenType, entry);
    }
    if (returned != Type.VOID_TYPE) {
      result = variables.add(returned, entry);
    }
  }

  /** The variable of what the method returns. */
  int result() {
    return result;
  }

  void storeToken(InsnList code) {
    if (token != NOWHERE) {
      code.add(new VarInsnNode(tokenType.getOpcode(Opcodes.ISTORE), token));
    }
  }

  void load(ProbeCall probe, InsnList code) {
    for (Operand operand : probe.operands()) {
      switch (operand.kind()) {
        case SELF -> code.add(new VarInsnNode(Opcodes.ALOAD, 0));
        case FIELD -> loadField(operand.name(), code);
        case ARGUMENT -> loadArgument(operand.number(), code);
        case FLAG -> code.add(new InsnNode(Opcodes.ICONST_0 + operand.number()));
        case TOKEN -> code.add(new VarInsnNode(tokenType.getOpcode(Opcodes.ILOAD), token));
        case RESULT -> code.add(new VarInsnNode(returned.getOpcode(Opcodes.ILOAD), result));
      }
    }
  }

  private void loadField(@Nullable String name, InsnList code) {
    String descriptor = fields.get(name);
    if (descriptor == null) {
      throw new IllegalStateException("there is no field " + name);
    }
    code.add(new VarInsnNode(Opcodes.ALOAD, 0));
    code.add(new FieldInsnNode(Opcodes.GETFIELD, owner, name, descriptor));
    if (descriptor.equals("I")) {
      code.add(new InsnNode(Opcodes.I2L));
    }
  }

  private void loadArgument(int number, InsnList code) {
    Type type = arguments[number];
    Integer saved = savedArguments.get(number);
    int slot = 1;
    for (int i = 0; i < number; i++) {
      slot += arguments[i].getSize();
    }
    code.add(new VarInsnNode(type.getOpcode(Opcodes.ILOAD), saved == null ? slot : saved));
  }
}
