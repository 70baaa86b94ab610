package io.lockmeter.engine.jfrmonitor;

/**
 * A frame of a recorded stack.
 *
 * @param className binary name of the class that declares the method
 * @param descriptor descriptor of the method
 * @param bytecodeIndex index of the instruction, or -1
 * @param line line number, or -1
 * @param jdk whether the class comes with the JDK
 * @param hidden whether the class or method is one that stack traces leave out; its name may carry
 *     an address
 */
record Frame(
    String className,
    String method,
    String descriptor,
    int bytecodeIndex,
    int line,
    boolean jdk,
    boolean hidden) {

  /** As reports show it: {@code com.acme.Foo.bar:42}. */
  String label() {
    return line < 0 ? className + "." + method : className + "." + method + ":" + line;
  }

  Frame onLine(int other) {
    return new Frame(className, method, descriptor, bytecodeIndex, other, jdk, hidden);
  }

  boolean application() {
    return !jdk && !hidden;
  }

  /** Whether this is a method of {@code Object} that enters the monitor again after a wait. */
  boolean objectWait() {
    return className.equals("java.lang.Object") && method.startsWith("wait");
  }
}
