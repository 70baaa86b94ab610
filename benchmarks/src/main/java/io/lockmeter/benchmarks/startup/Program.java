package io.lockmeter.benchmarks.startup;

/** What is started. */
enum Program {
  TRIVIAL(HelloProgram.class),
  SPRING(SpringProgram.class);

  private final Class<?> main;

  Program(Class<?> main) {
    this.main = main;
  }

  String mainClass() {
    return main.getName();
  }
}
