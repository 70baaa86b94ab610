package io.lockmeter.locks;

/** A lock was not acquired, because threads that take their locks in this order can deadlock. */
public final class LockOrderException extends IllegalStateException {

  private static final long serialVersionUID = 1;

  private final LockOrderViolation violation;

  LockOrderException(LockOrderViolation violation) {
    super(violation.describe());
    this.violation = violation;
  }

  /** What was found; the stack there is that of the first such acquisition, not of this one. */
  public LockOrderViolation violation() {
    return violation;
  }
}
