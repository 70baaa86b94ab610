package io.lockmeter.engine.cli.recording;

/** Why no report can be made of a recording, in a line for the user that names the file. */
public final class UnusableRecordingException extends Exception {

  private static final long serialVersionUID = 1;

  UnusableRecordingException(String message) {
    super(message);
  }

  /** The line for the user. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
