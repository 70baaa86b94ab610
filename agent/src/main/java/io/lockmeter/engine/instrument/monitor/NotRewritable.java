package io.lockmeter.engine.instrument.monitor;

/** Says why a method is left as it is. */
final class NotRewritable extends Exception {

  private static final long serialVersionUID = 1;

  private final boolean changed;

  NotRewritable(String reason) {
    this(reason, false);
  }

  /** Of a method whose instructions have been changed already, if {@code changed}. */
  NotRewritable(String reason, boolean changed) {
    super(reason, null, false, false);
    this.changed = changed;
  }

  /** Whether the method is no longer what it was. */
  boolean changed() {
    return changed;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
