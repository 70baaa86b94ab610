package io.lockmeter.engine.instrument;

import io.lockmeter.bootstrap.LockListener;
import io.lockmeter.bootstrap.LockProbe;
import io.lockmeter.engine.config.Config;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Proves that the hooks fire: two threads contend one lock of each kind, and one of them waits for
 * work and ends. A class that loaded at the wrong moment stays unhooked without any error, and its
 * locks would look free for ever.
 */
public final class SelfTest implements Runnable, Thread.UncaughtExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(SelfTest.class);
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** Time that passed between two looks beyond this is the machine's: it stalled, or was asleep. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final List<SelfTestLock> locks;
  private final boolean sampled;
  private final SelfTestListener seen = new SelfTestListener();
  private final LinkedBlockingQueue<Object> work = new LinkedBlockingQueue<>();
  private long lookedAt = System.nanoTime();
  private long lookedNanos;
  private volatile @Nullable Throwable error;

  private SelfTest(Config config) {
    locks = SelfTestLock.of(config.locks());
    sampled = config.sampleAcquisitions() && !locks.isEmpty();
  }

  /**
   * Runs the test, notes in {@code coverage} what fired and logs what did not. It takes a few
   * milliseconds, and five seconds at worst, not counting those in which the machine stalled;
   * meanwhile hooks report to it alone.
   *
   * @return whether everything fired
   */
  public static boolean run(Config config, Coverage coverage) {
    SelfTest test = new SelfTest(config);
    LockListener before = LockProbe.listen(test.seen);
    try {
      test.contend();
    } catch (Throwable e) {
      test.error = e;
    } finally {
      LockProbe.listen(before);
    }
    return test.conclude(coverage);
  }

  private void contend() {
    Thread waiter = new Thread(null, this, "lockmeter-self-test", 0, false);
    waiter.setDaemon(true);
    waiter.setUncaughtExceptionHandler(this);
    seen.watch(waiter);
    waiter.start();
    while (proceeds(waiter) && !(LockSupport.getBlocker(waiter) instanceof Condition)) {
      Thread.yield();
    }
    for (SelfTestLock lock : locks) {
      lock.held().lock();
      try {
        work.add(lock);
        while (proceeds(waiter) && !lock.queues(waiter)) {
          Thread.yield();
        }
      } finally {
        lock.held().unlock();
      }
    }
    work.add("end");
    while (proceeds(waiter)) {
      Thread.yield();
    }
    // Nothing to a thread that has ended; one that is late gives up.
    waiter.interrupt();
  }

  private boolean proceeds(Thread waiter) {
    long now = System.nanoTime();
    lookedNanos += Math.min(now - lookedAt, LOOK_NANOS);
    lookedAt = now;
    return waiter.isAlive() && lookedNanos < LIMIT_NANOS;
  }

  /** The waiting thread. */
  @Override
  public void run() {
    try {
      for (Object next = work.take(); next instanceof SelfTestLock lock; next = work.take()) {
        seen.expect(lock);
        lock.wanted().lock();
        lock.wanted().unlock();
        seen.expect(null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void uncaughtException(Thread waiter, Throwable e) {
    error = e;
  }

  private boolean conclude(Coverage coverage) {
    List<String> failed = new ArrayList<>();
    for (SelfTestLock lock : locks) {
      if (seen.fired(lock.label())) {
        coverage.hooked(lock.label());
      } else {
        failed.add(lock.label());
      }
    }
    for (String hook :
        List.of(SelfTestListener.IDLE, SelfTestListener.STARTED, SelfTestListener.ENDED)) {
      if (!seen.fired(hook)) {
        failed.add(hook);
      }
    }
    if (sampled && !seen.fired(SelfTestListener.SAMPLED)) {
      failed.add(SelfTestListener.SAMPLED);
    }
    if (failed.isEmpty() && error == null) {
      coverage.selfTest("passed");
      return true;
    }
    String result =
        "failed: " + String.join(", ", failed) + (error == null ? "" : " (" + error + ")");
    coverage.selfTest(result);
    LOG.error("self-test {}; what these hooks should see is missing from all reports", result);
    return false;
  }
}
