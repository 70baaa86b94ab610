package io.lockmeter.engine.export.http;

/** A request that gets nothing but a status and a line that says why. */
final class RefusedException extends Exception {

  private static final long serialVersionUID = 1;

  private final int status;

  RefusedException(int status, String text) {
    // Thrown at whatever anybody sends: no stack is wanted.
    super(text, null, false, false);
    this.status = status;
  }

  int status() {
    return status;
  }

  String text() {
    return getMessage() + "\n";
  }
}
