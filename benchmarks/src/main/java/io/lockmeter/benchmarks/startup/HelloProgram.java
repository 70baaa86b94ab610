package io.lockmeter.benchmarks.startup;

/** The trivial program. */
final class HelloProgram {

  private HelloProgram() {}

  public static void main(String[] arguments) {
    System.out.println("started");
  }
}
