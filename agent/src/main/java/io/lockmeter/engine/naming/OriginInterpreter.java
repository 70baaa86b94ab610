package io.lockmeter.engine.naming;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Interpreter;

/** Follows origins through every path of a method; where paths disagree, the origin is unknown. */
final class OriginInterpreter extends Interpreter<OriginValue> {

  private final String owner;
  private final MethodNode method;

  OriginInterpreter(String owner, MethodNode method) {
    super(Opcodes.ASM9);
    this.owner = owner;
    this.method = method;
  }

  @Override
  public @Nullable OriginValue newValue(@Nullable Type type) {
    if (type == null) {
      return OriginValue.UNKNOWN;
    }
    return type == Type.VOID_TYPE ? null : OriginValue.unknown(type.getSize());
  }

  @Override
  public OriginValue newParameterValue(boolean isInstanceMethod, int local, Type type) {
    return OriginRules.local(owner, method, local);
  }

  @Override
  public OriginValue newOperation(AbstractInsnNode insn) throws AnalyzerException {
    return switch (insn.getOpcode()) {
      case Opcodes.LCONST_0, Opcodes.LCONST_1, Opcodes.DCONST_0, Opcodes.DCONST_1 ->
          OriginValue.UNKNOWN_WIDE;
      case Opcodes.ACONST_NULL, Opcodes.NEW -> OriginValue.FRESH;
      case Opcodes.LDC -> OriginRules.constant((LdcInsnNode) insn);
      case Opcodes.GETSTATIC -> OriginRules.field((FieldInsnNode) insn);
      case Opcodes.JSR -> throw new AnalyzerException(insn, "subroutine");
      default -> OriginValue.UNKNOWN;
    };
  }

  @Override
  public OriginValue copyOperation(AbstractInsnNode insn, OriginValue value) {
    return value;
  }

  @Override
  public @Nullable OriginValue unaryOperation(AbstractInsnNode insn, OriginValue value) {
    return switch (insn.getOpcode()) {
      case Opcodes.CHECKCAST -> value;
      case Opcodes.GETFIELD -> OriginRules.field((FieldInsnNode) insn);
      case Opcodes.LNEG,
          Opcodes.DNEG,
          Opcodes.I2L,
          Opcodes.I2D,
          Opcodes.L2D,
          Opcodes.F2L,
          Opcodes.F2D,
          Opcodes.D2L ->
          OriginValue.UNKNOWN_WIDE;
      default -> OriginValue.UNKNOWN;
    };
  }

  @Override
  public @Nullable OriginValue binaryOperation(
      AbstractInsnNode insn, OriginValue first, OriginValue second) {
    return switch (insn.getOpcode()) {
      case Opcodes.AALOAD -> first.elementOf();
      case Opcodes.LALOAD,
          Opcodes.DALOAD,
          Opcodes.LADD,
          Opcodes.LSUB,
          Opcodes.LMUL,
          Opcodes.LDIV,
          Opcodes.LREM,
          Opcodes.LAND,
          Opcodes.LOR,
          Opcodes.LXOR,
          Opcodes.LSHL,
          Opcodes.LSHR,
          Opcodes.LUSHR,
          Opcodes.DADD,
          Opcodes.DSUB,
          Opcodes.DMUL,
          Opcodes.DDIV,
          Opcodes.DREM ->
          OriginValue.UNKNOWN_WIDE;
      default -> OriginValue.UNKNOWN;
    };
  }

  @Override
  public @Nullable OriginValue ternaryOperation(
      AbstractInsnNode insn, OriginValue first, OriginValue second, OriginValue third) {
    return null;
  }

  @Override
  public @Nullable OriginValue naryOperation(
      AbstractInsnNode insn, List<? extends OriginValue> values) {
    if (insn instanceof MethodInsnNode call) {
      int decisive = OriginRules.decisiveOperand(call);
      return OriginRules.result(call, decisive < 0 ? null : values.get(decisive));
    }
    if (insn instanceof InvokeDynamicInsnNode dynamic) {
      return OriginValue.unknown(Type.getReturnType(dynamic.desc).getSize());
    }
    return insn instanceof MultiANewArrayInsnNode ? OriginValue.UNKNOWN : null;
  }

  @Override
  public void returnOperation(AbstractInsnNode insn, OriginValue value, OriginValue expected) {
    // Returns pass no value on within the method.
  }

  @Override
  public OriginValue merge(OriginValue first, OriginValue second) {
    return first.or(second);
  }
}
