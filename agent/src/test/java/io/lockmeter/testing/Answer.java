package io.lockmeter.testing;

/** A program with a result, on stdout and as exit status, that nothing may change. */
public final class Answer {

  public static final String OUT = "the answer is 42\n";
  public static final int EXIT = 42;

  private Answer() {}

  public static void main(String[] arguments) {
    System.out.print(OUT);
    System.exit(EXIT);
  }
}
