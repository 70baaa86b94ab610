package io.lockmeter.safety.classfiles;

/** Enters the monitor of a value, which the JVM tells of if it is asked to. */
final class ValueProgram {

  private ValueProgram() {}

  public static void main(String[] arguments) {
    Object value = Integer.valueOf(arguments.length);
    for (int i = 0; i < 2; i++) {
      synchronized (value) {
        System.out.println(Thread.holdsLock(Integer.valueOf(arguments.length)));
      }
    }
  }
}
