package io.lockmeter.safety.classfiles;

/** Does the same before and after {@link Observer} has had all classes transformed again, twice. */
final class RetransformedProgram {

  private static final int TIMES = 2;

  private RetransformedProgram() {}

  public static void main(String[] names) throws Exception {
    HandMadeProgram.main(names);
    for (int i = 0; i < TIMES; i++) {
      // Classes that do not verify are refused without us too.
      System.out.println("refused: " + Observer.retransformAll("org.example.handmade."));
      HandMadeProgram.main(names);
    }
  }
}
