package io.lockmeter.engine.instrument.monitor;

/** Says why a method is left as it is. */
final class NotRewritable extends Exception {

  private static final long serialVersionUID = 1;

  NotRewritable(String reason) {
    super(reason, null, false, false);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
