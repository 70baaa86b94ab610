package io.lockmeter.engine.jfrmonitor;

import io.lockmeter.bootstrap.AgentThread;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jdk.jfr.FlightRecorder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets Flight Recorder up before the JVM ends, or not at all: where the JVM's end overtakes it, it
 * writes a warning to the application's standard output. A JVM that is about to end meanwhile does
 * so some tenths of a second later.
 *
 * <p>No recording is started here: JFR, once it has cleared up at the JVM's end, lets none start.
 */
final class RecorderStart {

  private static final Logger LOG = LoggerFactory.getLogger(RecorderStart.class);

  /** Long enough on most machines that are busy; the JVM's end is put off for no longer. */
  private static final long LIMIT_SECONDS = 2;

  private RecorderStart() {}

  /**
   * Returns once it is set up.
   *
   * @throws IllegalStateException if it cannot be, or if the JVM is about to end
   */
  static void complete() {
    CountDownLatch done = new CountDownLatch(1);
    Thread atExit = new AgentThread(() -> await(done), "jfr-start");
    Runtime.getRuntime().addShutdownHook(atExit);
    try {
      FlightRecorder.getFlightRecorder();
    } finally {
      done.countDown();
      unhook(atExit);
    }
  }

  private static void await(CountDownLatch done) {
    try {
      if (!done.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        LOG.debug("JFR is not ready after {} s; the JVM ends without it", LIMIT_SECONDS);
      }
    } catch (InterruptedException e) {
      LOG.debug("somebody interrupted the wait for JFR", e);
    }
  }

  private static void unhook(Thread atExit) {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      LOG.debug("the JVM ends: {}", e.getMessage());
    }
  }
}
