package io.lockmeter.truth;

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
    for (int i = 0; i < ROUNDS; i++) {
      Round round = new Round(waiter);
      holder.accept(
          () -> {
            round.start(threads);
            round.hold();
          });
      round.join();
      ledger.waited(lock, kind, round);
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
    for (int i = 0; i < ROUNDS; i++) {
      Round round = new Round(waiter);
      holder.accept(
          () -> {
            round.start(threads);
            if (interrupted) {
              round.hold();
              round.interrupt();
              round.join();
            } else {
              round.awaitTimeout(TIMEOUT_NANOS);
            }
          });
      ledger.abandoned(lock, kind, round);
    }
  }
}
