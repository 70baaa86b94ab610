package io.lockmeter.engine.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lockmeter.bootstrap.CoarseClock;
import io.lockmeter.bootstrap.HotMonitors;
import io.lockmeter.bootstrap.InflatedMonitors;
import io.lockmeter.bootstrap.LockKind;
import io.lockmeter.bootstrap.LockProbe;
import io.lockmeter.bootstrap.MonitorProbe;
import io.lockmeter.engine.config.Config.Locks;
import io.lockmeter.engine.naming.MonitorSites;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A thread waits for a hot monitor, and its entry was not drawn to be timed. */
class HotMonitorWaitTest {

  private static final long MILLI = 1_000_000;

  /** So many that half the time between two of them is next to nothing. */
  private static final int TICKS = 200;

  private static final class Guarded {}

  private final Guarded monitor = new Guarded();
  private final Recorder recorder =
      new Recorder(
          EnumSet.allOf(Locks.class), new MonitorSites(), type -> true, new SilentEvents());
  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private final AtomicLong drawnWaits = new AtomicLong();
  private int slot;

  @BeforeEach
  void heat() throws InterruptedException {
    synchronized (monitor) {
      monitor.wait(1);
      slot = InflatedMonitors.slot(InflatedMonitors.mark(monitor));
    }
    LockProbe.listen(recorder);
    InflatedMonitors.heat(slot, 64);
  }

  @AfterEach
  void cool() {
    LockProbe.listen(null);
    InflatedMonitors.cool(slot);
  }

  private void hold() {
    long entering = undrawn();
    synchronized (monitor) {
      long token = MonitorProbe.entered(entering, monitor, 0);
      held.countDown();
      await(released);
      MonitorProbe.exiting(token, monitor, 0);
    }
  }

  // One entry in many is drawn, which other tests are about.
  private long undrawn() {
    long before = contended();
    long token = MonitorProbe.entering(monitor, 0);
    while (token >= HotMonitors.TOKENS) {
      MonitorProbe.entered(token, monitor, 0);
      token = MonitorProbe.entering(monitor, 0);
    }
    drawnWaits.addAndGet(contended() - before);
    return token;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void tick() {
    CoarseClock.tick(LockProbe.now());
  }

  @Test
  void longWait_countsWhileItLasts_andWhenItEnds() throws InterruptedException {
    tick();
    // The monitor is known, from waits before.
    for (int i = 0; i < 2; i++) {
      recorder.monitorEntered(
          recorder.monitorWaitStarted(monitor, 0, 0, 1, LockProbe.now()), monitor, 0);
    }
    long before = contended();
    Thread holder = new Thread(this::hold);
    holder.start();
    held.await();
    tick();
    long from = LockProbe.now();
    long[] entered = new long[1];
    Thread waiter =
        new Thread(
            () -> {
              long token = undrawn();
              synchronized (monitor) {
                entered[0] = LockProbe.now();
                MonitorProbe.exiting(MonitorProbe.entered(token, monitor, 0), monitor, 0);
              }
            });
    waiter.start();
    Awaitility.await().until(() -> waiter.getState() == Thread.State.BLOCKED);
    long blocked = LockProbe.now();
    TimeUnit.MILLISECONDS.sleep(40);
    for (int i = 0; i < TICKS; i++) {
      tick();
    }

    List<Long> inFlight = new ArrayList<>();
    recorder.records().forEachInFlight(LockProbe.now(), (lock, nanos) -> inFlight.add(nanos));
    assertThat(inFlight).hasSize(1);
    assertThat(inFlight.get(0)).isBetween(30 * MILLI, LockProbe.now() - from + 2 * MILLI);

    released.countDown();
    holder.join();
    waiter.join();
    assertThat(contended() - before - drawnWaits.get()).isEqualTo(1);
    LockEntry[] found = new LockEntry[1];
    recorder
        .records()
        .forEachLock(
            entry -> {
              if (entry.kind() == LockKind.MONITOR && entry.refersTo(monitor)) {
                found[0] = entry;
              }
            });
    long tolerance = 2 * MILLI + (entered[0] - from) / TICKS;
    assertThat(found[0].maxNanos())
        .isBetween(entered[0] - blocked - tolerance, entered[0] - from + 50 * MILLI);
  }

  @Test
  void acquisitions_areKnownFromTheDrawnOnes() {
    boolean before = LockProbe.sampling;
    LockProbe.sampling = true;
    try {
      int entries = 200_000;
      for (int i = 0; i < entries; i++) {
        long entering = MonitorProbe.entering(monitor, 0);
        synchronized (monitor) {
          MonitorProbe.exiting(MonitorProbe.entered(entering, monitor, 0), monitor, 0);
        }
      }
      long[] sum = new long[1];
      recorder.records().forEachLock(entry -> sum[0] += entry.acquisitions());
      // Some 3,000 are drawn: relative standard error below 2 %.
      assertThat((double) sum[0] / entries).isCloseTo(1, within(0.1));
    } finally {
      LockProbe.sampling = before;
    }
  }

  private long contended() {
    long[] sum = new long[1];
    recorder.records().forEachLock(entry -> sum[0] += entry.contended());
    return sum[0];
  }
}
