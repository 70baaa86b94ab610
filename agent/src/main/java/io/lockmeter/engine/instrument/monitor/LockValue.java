package io.lockmeter.engine.instrument.monitor;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Value;

/**
 * A value as the JIT's monitor analysis tells references apart: by the instruction that made them.
 *
 * <p>These records are compared for every variable at every instruction, in code that mostly runs
 * before it is compiled: there, the {@code equals} that records come with takes most of the time.
 *
 * @param kind its kind, as in a type of the computation
 * @param identity which reference it is; null if it is none
 */
record LockValue(BasicValue kind, @Nullable Identity identity) implements Value {

  static final LockValue NOTHING = new LockValue(BasicValue.UNINITIALIZED_VALUE, null);

  /** Two equal identities are the same object; different ones may be. */
  sealed interface Identity {

    /** Made by an instruction. */
    record Made(AbstractInsnNode by) implements Identity {

      @Override
      public boolean equals(@Nullable Object other) {
        return other instanceof Made made && by == made.by;
      }

      @Override
      public int hashCode() {
        return by.hashCode();
      }
    }

    /** Came in a variable, or became unclear in it where ways of the code meet. */
    record Slot(int index) implements Identity {

      @Override
      public boolean equals(@Nullable Object other) {
        return other instanceof Slot slot && index == slot.index;
      }

      @Override
      public int hashCode() {
        return index;
      }
    }

    /** Locked by a {@code monitorenter}. */
    record Locked(AbstractInsnNode by) implements Identity {

      @Override
      public boolean equals(@Nullable Object other) {
        return other instanceof Locked locked && by == locked.by;
      }

      @Override
      public int hashCode() {
        return by.hashCode();
      }
    }
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

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || other instanceof LockValue value
            && kind.equals(value.kind)
            && Objects.equals(identity, value.identity);
  }

  @Override
  public int hashCode() {
    return 31 * kind.hashCode() + Objects.hashCode(identity);
  }
}
