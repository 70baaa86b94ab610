package io.lockmeter.engine.jfrmonitor;

/** Tells whether the JVM is about to end. */
final class Shutdown {

  private Shutdown() {}

  /** Whether shutdown hooks run, or have run. */
  static boolean inProgress() {
    try {
      // The one question about it that the JDK answers, by refusing.
      Runtime.getRuntime().removeShutdownHook(new Thread());
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }
}
