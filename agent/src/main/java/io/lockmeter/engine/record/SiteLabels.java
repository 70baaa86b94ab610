package io.lockmeter.engine.record;

/** Tells application frames from others, and writes a frame as reports show it. */
final class SiteLabels {

  private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();
  private static final ClassLoader ENGINE = SiteLabels.class.getClassLoader();
  private static final String LOCKS = "io.lockmeter.locks.";

  private SiteLabels() {}

  /** Whether {@code type} is the application's own code and no wrapper of a lock that we ship. */
  static boolean application(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader != null
        && loader != PLATFORM
        && loader != ENGINE
        && !type.getName().startsWith(LOCKS);
  }

  /** Whether {@code type} belongs to the hooks themselves. */
  static boolean agent(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == ENGINE
        || (loader == null
            && (type.getName().startsWith("io.lockmeter.bootstrap.")
                || type.getName().equals("java.lang.LockmeterMonitors")));
  }

  static String of(StackWalker.StackFrame frame) {
    String place = frame.getClassName() + "." + frame.getMethodName();
    int line = frame.getLineNumber();
    return line < 0 ? place : place + ":" + line;
  }
}
