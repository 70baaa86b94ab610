package io.lockmeter.engine.cli.top;

/** Says in one line why there is no report, and what to do about it. */
public final class NoReportException extends Exception {

  private static final long serialVersionUID = 1;

  public NoReportException(String message) {
    super(message, null, false, false);
  }
}
