package io.lockmeter.engine.instrument.monitor;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Value;

/**
 * A value as the JIT's monitor analysis tells references apart: by the instruction that made them.
 *
 * @param kind its kind, as in a type of the computation
 * @param identity which reference it is; null if it is none
 */
record LockValue(BasicValue kind, @Nullable Identity identity) implements Value {

  static final LockValue NOTHING = new LockValue(BasicValue.UNINITIALIZED_VALUE, null);

  /** Two equal identities are the same object; different ones may be. */
  sealed interface Identity {

    /** Made by an instruction. */
    record Made(AbstractInsnNode by) implements Identity {}

    /** Came in a variable, or became unclear in it where ways of the code meet. */
    record Slot(int index) implements Identity {}

    /** Locked by a {@code monitorenter}. */
    record Locked(AbstractInsnNode by) implements Identity {}
  }

  static LockValue of(BasicValue kind, AbstractInsnNode by) {
    return new LockValue(kind, kind.isReference() ? new Identity.Made(by) : null);
  }

  /** What this and {@code other} have in common where two ways meet with them in one variable. */
  LockValue merge(LockValue other, int slot) {
    if (equals(other)) {
      return this;
    }
    if (identity == null || other.identity == null) {
      return kind.equals(other.kind) ? this : NOTHING;
    }
    return new LockValue(BasicValue.REFERENCE_VALUE, new Identity.Slot(slot));
  }

  @Override
  public int getSize() {
    return kind.getSize();
  }
}
