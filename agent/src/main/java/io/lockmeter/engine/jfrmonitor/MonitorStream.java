package io.lockmeter.engine.jfrmonitor;

import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Reports waits for monitors that no hook times, from {@code jdk.JavaMonitorEnter}, the event that
 * the JVM writes for each contended entry. Where the JVM cannot record, says so once in the log and
 * reports nothing.
 *
 * <p>What the JVM does not write is not seen: a thread that got the monitor while it still spun for
 * it (some microseconds), one that was notified and enters again, and from JDK 24 on a virtual
 * thread, which leaves its carrier to wait.
 */
public final class MonitorStream implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MonitorStream.class);

  private final @Nullable AutoCloseable session;

  private MonitorStream(@Nullable AutoCloseable session) {
    this.session = session;
  }

  /**
   * Starts to record. Takes some hundred milliseconds the first time in a JVM, so call it from a
   * thread of the agent.
   *
   * @param jdk whether monitors entered by code of the JDK are wanted
   * @param application whether monitors entered by other code are wanted
   * @param timed methods to leave out, because their monitors report their waits themselves
   * @param reportAtExit whether waits are still wanted while the JVM ends; that delays its end by
   *     some tenths of a second
   * @param waits receives the waits, on a thread of JFR
   */
  public static MonitorStream start(
      boolean jdk,
      boolean application,
      TimedElsewhere timed,
      Instrumentation instrumentation,
      boolean reportAtExit,
      MonitorWaits waits) {
    if (!jdk && !application) {
      return new MonitorStream(null);
    }
    if (ModuleLayer.boot().findModule("jdk.jfr").isEmpty()) {
      LOG.warn(
          "Monitors of JDK classes are not profiled: this run-time image has no module jdk.jfr;"
              + " add it, or --add-modules=jdk.jfr");
      return new MonitorStream(null);
    }
    try {
      if (StoppedClock.found()) {
        LOG.warn(
            "Monitors of JDK classes are not profiled: this machine's clock stands still, and JFR"
                + " cannot record without it");
        return new MonitorStream(null);
      }
      RecorderStart.complete();
      MonitorNames names = new MonitorNames(new ClassFiles(instrumentation::getAllLoadedClasses));
      WaitFilter filter = new WaitFilter(jdk, application, timed);
      return new MonitorStream(
          new JfrSession(new WaitReader(filter, names, waits), reportAtExit).start());
    } catch (Exception | LinkageError e) {
      // JFR throws IllegalStateException where it has no directory to write to, and others with it.
      // An application that ends this early has nothing to be told.
      LOG.atLevel(Shutdown.inProgress() ? Level.DEBUG : Level.WARN)
          .log(
              "Monitors of JDK classes are not profiled: JFR does not start ({}); it needs a writable"
                  + " java.io.tmpdir ({})",
              rootMessage(e),
              System.getProperty("java.io.tmpdir"));
      return new MonitorStream(null);
    }
  }

  /** Whether waits are being reported. */
  public boolean running() {
    return session != null;
  }

  /**
   * Stops to record and, before it returns, reports what was recorded up to now. Does nothing when
   * closed before.
   */
  @Override
  public void close() {
    if (session != null) {
      try {
        session.close();
      } catch (Exception e) {
        LOG.warn("The last waits for monitors of JDK classes are lost: {}", rootMessage(e));
      }
    }
  }

  private static String rootMessage(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }
}
