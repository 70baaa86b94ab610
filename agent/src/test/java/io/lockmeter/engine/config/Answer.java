package io.lockmeter.engine.config;

/** A program with a result, on stdout and as exit status, that nothing may change. */
final class Answer {

  static final String OUT = "the answer is 42\n";
  static final int EXIT = 42;

  private Answer() {}

  public static void main(String[] arguments) {
    System.out.print(OUT);
    System.exit(EXIT);
  }
}
