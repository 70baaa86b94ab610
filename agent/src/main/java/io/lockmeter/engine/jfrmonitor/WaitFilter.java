package io.lockmeter.engine.jfrmonitor;

/**
 * Tells waits that are to be reported from those that are not.
 *
 * @param jdk whether monitors entered by code of the JDK are wanted
 * @param application whether monitors entered by other code are wanted
 * @param timed methods whose monitors report their waits themselves
 */
record WaitFilter(boolean jdk, boolean application, TimedElsewhere timed) {

  /** Whether to report a wait in {@code top}, the frame that entered the monitor. */
  boolean accepts(Frame top) {
    if (top.jdk()) {
      return jdk;
    }
    return application && !timed.contains(top.className(), top.method(), top.descriptor());
  }

  /**
   * Threads of the agent and of JFR, which wait for each other's locks because of the agent only.
   */
  static boolean ownThread(String threadName) {
    return threadName.startsWith("lockmeter-") || threadName.startsWith("JFR ");
  }
}
