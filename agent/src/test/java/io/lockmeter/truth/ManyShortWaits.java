package io.lockmeter.truth;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Threads in each other's way for about a microsecond at a time, some hundred thousand times. The
 * argument says for which lock: {@code lock} or {@code monitor}.
 *
 * <p>An entry that took long was a wait, or the thread lost its processor on the way. It was a wait
 * for sure if the lock was held just before, and if the machine did not stall meanwhile.
 */
final class ManyShortWaits {

  private static final int THREADS = 4;
  private static final int WARM_UP = 50_000;
  private static final int ENTRIES = 400_000;
  private static final long SECTION_NANOS = 500;

  /**
   * An entry nobody is in the way of takes a few hundred, more when the monitor was used elsewhere.
   */
  private static final long LEAST_WAIT_NANOS = 1_000;

  /** What an entry takes at least that may be taken for a wait. */
  private static final long MAYBE_WAIT_NANOS = 300;

  private static final long PAUSE_NANOS = 10_000_000;

  /** A thread that wakes up waits less than that for its turn on a processor. */
  private static final long STALL_NANOS = 100_000_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Object monitor = new Object();
  private final LongAdder waited = new LongAdder();
  private final LongAdder surelyWaited = new LongAdder();
  private final LongAdder stalled = new LongAdder();
  private volatile boolean held;

  public static void main(String[] arguments) {
    ManyShortWaits waits = new ManyShortWaits();
    boolean onLock = arguments[0].equals("lock");
    if (onLock) {
      waits.all(() -> waits.contendForLock());
    } else {
      long free = waits.freeEntryNanos();
      waits.all(() -> waits.contendForMonitor(free));
    }
    Ledger ledger = new Ledger();
    ledger.waited(
        ManyShortWaits.class.getName() + (onLock ? ".lock" : ".monitor"),
        onLock ? "reentrant" : "monitor",
        Math.max(0, waits.surelyWaited.sum() - THREADS * waits.stalled.sum()),
        waits.waited.sum());
    ledger.print();
  }

  /** Adds up for how long nothing in this JVM, or on this machine, went on. */
  private void watchStalls() {
    while (true) {
      long start = System.nanoTime();
      LockSupport.parkNanos(PAUSE_NANOS);
      long late = System.nanoTime() - start - PAUSE_NANOS;
      if (late > STALL_NANOS) {
        stalled.add(late);
      }
    }
  }

  private void all(Runnable task) {
    Thread watch = new Thread(this::watchStalls);
    watch.setDaemon(true);
    watch.start();
    CountDownLatch start = new CountDownLatch(1);
    Thread[] threads = new Thread[THREADS];
    for (int i = 0; i < THREADS; i++) {
      threads[i] =
          new Thread(
              () -> {
                try {
                  start.await();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
                task.run();
              });
      threads[i].start();
    }
    start.countDown();
    for (Thread thread : threads) {
      Threads.join(thread);
    }
  }

  private void contendForLock() {
    long sum = 0;
    for (int i = 0; i < ENTRIES; i++) {
      if (!lock.tryLock()) {
        long start = System.nanoTime();
        lock.lock();
        sum += System.nanoTime() - start;
      }
      try {
        work();
      } finally {
        lock.unlock();
      }
      work();
    }
    waited.add(sum);
    surelyWaited.add(sum);
  }

  private void contendForMonitor(long freeEntryNanos) {
    long sum = 0;
    long sureSum = 0;
    for (int i = 0; i < ENTRIES; i++) {
      boolean sure = held;
      long nanos = enter();
      sum += nanos > MAYBE_WAIT_NANOS ? nanos : 0;
      if (sure && nanos > LEAST_WAIT_NANOS) {
        sureSum += nanos - freeEntryNanos;
      }
      work();
    }
    waited.add(sum);
    surelyWaited.add(sureSum);
  }

  private long enter() {
    long start = System.nanoTime();
    synchronized (monitor) {
      long nanos = System.nanoTime() - start;
      held = true;
      work();
      held = false;
      return nanos;
    }
  }

  /**
   * What {@link #enter} measures of an inflated monitor, as it will be, while nobody is in the way.
   */
  private long freeEntryNanos() {
    inflate();
    long[] nanos = new long[WARM_UP];
    for (int i = 0; i < WARM_UP; i++) {
      nanos[i] = enter();
    }
    long[] warm = Arrays.copyOfRange(nanos, WARM_UP / 2, WARM_UP);
    Arrays.sort(warm);
    return warm[warm.length / 2];
  }

  private void inflate() {
    synchronized (monitor) {
      try {
        monitor.wait(1);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static void work() {
    long until = System.nanoTime() + SECTION_NANOS;
    while (System.nanoTime() - until < 0) {
      Thread.onSpinWait();
    }
  }
}
