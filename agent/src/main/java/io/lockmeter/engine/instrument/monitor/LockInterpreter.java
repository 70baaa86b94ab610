package io.lockmeter.engine.instrument.monitor;

import io.lockmeter.engine.instrument.monitor.LockValue.Identity;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicInterpreter;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Interpreter;

/** Follows where references come from. */
final class LockInterpreter extends Interpreter<LockValue> {

  private static final int NO_SLOT = -1;

  /** What a handler finds on the stack. */
  static final LockValue EXCEPTION = slot(BasicValue.REFERENCE_VALUE, NO_SLOT);

  private final BasicInterpreter kinds = new BasicInterpreter();

  LockInterpreter() {
    super(Opcodes.ASM9);
  }

  @Override
  public @Nullable LockValue newValue(@Nullable Type type) {
    BasicValue kind = kinds.newValue(type);
    return kind == null ? null : slot(kind, NO_SLOT);
  }

  @Override
  public LockValue newEmptyValue(int local) {
    return LockValue.NOTHING;
  }

  @Override
  public LockValue newParameterValue(boolean isInstanceMethod, int local, Type type) {
    return slot(kinds.newValue(type), local);
  }

  private static LockValue slot(BasicValue kind, int index) {
    return new LockValue(kind, kind.isReference() ? new Identity.Slot(index) : null);
  }

  @Override
  public LockValue newOperation(AbstractInsnNode insn) throws AnalyzerException {
    return LockValue.of(kinds.newOperation(insn), insn);
  }

  @Override
  public LockValue copyOperation(AbstractInsnNode insn, LockValue value) {
    return value;
  }

  @Override
  public @Nullable LockValue unaryOperation(AbstractInsnNode insn, LockValue value)
      throws AnalyzerException {
    if (insn.getOpcode() == Opcodes.CHECKCAST) {
      return value;
    }
    return made(kinds.unaryOperation(insn, value.kind()), insn);
  }

  @Override
  public @Nullable LockValue binaryOperation(
      AbstractInsnNode insn, LockValue value1, LockValue value2) throws AnalyzerException {
    return made(kinds.binaryOperation(insn, value1.kind(), value2.kind()), insn);
  }

  @Override
  public @Nullable LockValue ternaryOperation(
      AbstractInsnNode insn, LockValue value1, LockValue value2, LockValue value3) {
    return null;
  }

  @Override
  public @Nullable LockValue naryOperation(AbstractInsnNode insn, List<? extends LockValue> values)
      throws AnalyzerException {
    return made(kinds.naryOperation(insn, List.of()), insn);
  }

  private static @Nullable LockValue made(@Nullable BasicValue kind, AbstractInsnNode insn) {
    return kind == null ? null : LockValue.of(kind, insn);
  }

  @Override
  public void returnOperation(AbstractInsnNode insn, LockValue value, LockValue expected) {}

  @Override
  public LockValue merge(LockValue value1, LockValue value2) {
    throw new IllegalStateException("LockFrame merges by variable");
  }
}
