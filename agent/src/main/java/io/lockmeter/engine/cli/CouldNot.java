package io.lockmeter.engine.cli;

/** Says in one line what could not be done, and what to do about it. */
final class CouldNot extends Exception {

  private static final long serialVersionUID = 1;

  CouldNot(String message) {
    super(message, null, false, false);
  }
}
