package io.lockmeter.engine.instrument.monitor;

import java.util.List;

/** Prints what every shape gives. The last of many rounds, so that the code has been compiled. */
final class ShapesProgram {

  private static final int ROUNDS = 200;

  private ShapesProgram() {}

  public static void main(String[] arguments) throws Exception {
    String text = "";
    for (int round = 0; round < ROUNDS; round++) {
      text = outcomes();
    }
    System.out.print(text);
  }

  private static String outcomes() throws Exception {
    StringBuilder text = new StringBuilder();
    for (String program : List.of("Blocks", "Methods", "Seen", "Modern")) {
      for (var method : Shapes.cases(ShapesProgram.class.getClassLoader(), program)) {
        text.append(program).append('.').append(method.getName()).append(": ");
        text.append(Shapes.outcome(method)).append('\n');
      }
    }
    return text.toString();
  }
}
