package io.lockmeter.engine.naming;

import java.lang.StackWalker.StackFrame;

/**
 * Tells frames of the application from others. Stateless; allocates nothing but what it returns.
 */
public final class Frames {

  private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();

  private Frames() {}

  /**
   * Whether code of {@code type} is the application's: not the JDK's, not of Lockmeter's own locks,
   * whose callers count, and not generated for a lambda, a proxy or a reflective call.
   */
  public static boolean application(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader != null
        && loader != PLATFORM
        && !generated(type)
        && !type.getName().startsWith("io.lockmeter.locks.");
  }

  /** Whether code of {@code type} was made at run time, and says nothing to its developer. */
  public static boolean generated(Class<?> type) {
    return type.isHidden() || ClassNames.isGenerated(type.getName());
  }

  /** As reports show it: {@code com.acme.Foo.bar:42}, without the number if the line is unknown. */
  public static String site(StackFrame frame) {
    return site(frame.getClassName(), frame.getMethodName(), frame.getLineNumber());
  }

  static String site(String className, String method, int line) {
    String place = ClassNames.stable(className) + "." + method;
    return line < 0 ? place : place + ":" + line;
  }
}
