package io.lockmeter.truth;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Makes one thread wait for a lock that another holds, for a time that both know. The thread that
 * runs the contest holds the lock; a new thread waits, and times its wait itself.
 */
final class Contest {

  private static final int ROUNDS = 3;

  /** Time-out of waiters that give up by themselves. */
  static final long TIMEOUT_NANOS = 50_000_000;

  private static final long HOLD_NANOS = 40_000_000;

  private final Ledger ledger;
  private final Threads threads;

  Contest(Ledger ledger, Threads threads) {
    this.ledger = ledger;
    this.threads = threads;
  }

  /**
   * Lets a thread wait until the lock is released.
   *
   * @param holder acquires the lock, runs what it is given, releases the lock
   * @param waiter acquires and releases the lock, and returns how long the acquire took
   */
  void waits(String lock, String kind, Consumer<Runnable> holder, LongSupplier waiter) {
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      AtomicLong waited = new AtomicLong();
      AtomicLong held = new AtomicLong();
      Thread[] thread = new Thread[1];
      holder.accept(
          () -> {
            thread[0] = threads.start(() -> waited.set(waiter.getAsLong()));
            Threads.awaitBlocked(thread[0]);
            held.set(hold());
          });
      Threads.join(thread[0]);
      ledger.roundEnded(start, held.get());
      ledger.waited(lock, kind, held.get(), waited.get());
    }
  }

  /**
   * Lets a thread give up while the lock is held.
   *
   * @param waiter tries to acquire the lock, and returns how long that took
   * @param interrupted whether the thread gives up because it is interrupted, or else by itself
   *     after {@link #TIMEOUT_NANOS}
   */
  void givesUp(
      String lock,
      String kind,
      Consumer<Runnable> holder,
      LongSupplier waiter,
      boolean interrupted) {
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      AtomicLong started = new AtomicLong();
      AtomicLong waited = new AtomicLong();
      AtomicLong least = new AtomicLong();
      holder.accept(
          () -> {
            Thread thread =
                threads.start(
                    () -> {
                      started.set(System.nanoTime());
                      waited.set(waiter.getAsLong());
                    });
            if (interrupted) {
              Threads.awaitBlocked(thread);
              least.set(hold());
              thread.interrupt();
            } else {
              least.set(restOfTimeout(thread, started));
            }
            Threads.join(thread);
          });
      ledger.roundEnded(start, least.get());
      ledger.abandoned(lock, kind, least.get(), waited.get());
    }
  }

  /**
   * How much of its time-out was still to come when {@code thread} was seen waiting; nothing if it
   * was over before this thread had a look.
   */
  private static long restOfTimeout(Thread thread, AtomicLong started) {
    while (thread.isAlive()) {
      if (Threads.blocked(thread)) {
        return Math.max(0, started.get() + TIMEOUT_NANOS - System.nanoTime());
      }
      Thread.onSpinWait();
    }
    return 0;
  }

  /** Lets a while go by; returns how long it was. */
  private static long hold() {
    long start = System.nanoTime();
    LockSupport.parkNanos(HOLD_NANOS);
    return System.nanoTime() - start;
  }
}
