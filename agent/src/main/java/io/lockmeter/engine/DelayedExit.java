package io.lockmeter.engine;

import io.lockmeter.bootstrap.AgentThread;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the JVM end only when a task is through. JFR that is overtaken by the JVM's end while it
 * starts writes to the application's standard output.
 */
final class DelayedExit {

  private static final Logger LOG = LoggerFactory.getLogger(DelayedExit.class);

  /** Long enough for JFR to start on a busy machine; an end is not put off for longer. */
  private static final long LIMIT_SECONDS = 10;

  private DelayedExit() {}

  /** Runs {@code task}, unless the JVM is about to end already. */
  static void during(Runnable task) {
    CountDownLatch done = new CountDownLatch(1);
    Thread hook = new AgentThread(() -> await(done), "exit");
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      LOG.debug("JFR is not started: {}", e.getMessage());
      return;
    }
    try {
      task.run();
    } finally {
      done.countDown();
      unhook(hook);
    }
  }

  private static void await(CountDownLatch done) {
    try {
      if (!done.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        LOG.debug("JFR has not started after {} s; the JVM ends without", LIMIT_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void unhook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      LOG.debug("the JVM ends: {}", e.getMessage());
    }
  }
}
