package io.lockmeter.truth;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Threads in each other's way for about a microsecond at a time, some hundred thousand times. The
 * argument says for which lock: {@code lock} or {@code monitor}.
 *
 * <p>An entry that took long was a wait, or the thread lost its processor on the way. It was a wait
 * for sure if the monitor was held just before.
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

  private final ReentrantLock lock = new ReentrantLock();
  private final Object monitor = new Object();
  private final LongAdder waited = new LongAdder();
  private final LongAdder surelyWaited = new LongAdder();
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
        waits.surelyWaited.sum(),
        waits.waited.sum());
    ledger.print();
  }

  private void all(Runnable task) {
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
      if (nanos > LEAST_WAIT_NANOS) {
        sum += nanos - freeEntryNanos;
        sureSum += sure ? nanos - freeEntryNanos : 0;
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
