package io.lockmeter.safety.runtimes;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The thread that makes a duel holds a lock until the other is seen to wait for it, round by round:
 * each round is one wait, and both know how long it took.
 */
final class Duel implements Runnable {

  private static final long LOOK_NANOS = 20_000;

  private final Thread waiter = new Thread(this, "waiter");
  private final long holdNanos;
  private volatile @Nullable Section wanted;
  private volatile boolean attempting;
  private volatile boolean ended;
  private volatile long attemptNanos;
  private volatile @Nullable Throwable error;
  private long leastNanos;
  private long mostNanos;

  /**
   * @param holdNanos how long the other waits at least
   */
  Duel(long holdNanos) {
    this.holdNanos = holdNanos;
  }

  void start() {
    waiter.start();
  }

  /** Plays {@code rounds} rounds in which the waiter gets the lock, and gives their truth. */
  String truth(Section section, int rounds) {
    forget();
    for (int i = 0; i < rounds; i++) {
      round(section);
    }
    return line(section, rounds, 0);
  }

  /** The same where the waiter gives up by itself. */
  String truthOfGivingUp(Section section, int rounds) {
    forget();
    for (int i = 0; i < rounds; i++) {
      section
          .holder()
          .accept(
              () -> {
                wanted = section;
                awaitDone();
              });
      mostNanos += attemptNanos;
    }
    return line(section, rounds, rounds);
  }

  void forget() {
    leastNanos = 0;
    mostNanos = 0;
  }

  void round(Section section) {
    section.holder().accept(() -> hold(section));
    awaitDone();
    mostNanos += attemptNanos;
  }

  private void hold(Section section) {
    wanted = section;
    while (!attempting || !section.waits().test(waiter)) {
      check();
      LockSupport.parkNanos(LOOK_NANOS);
    }
    long seen = System.nanoTime();
    long now = seen;
    while (now - seen < holdNanos) {
      LockSupport.parkNanos(holdNanos - (now - seen));
      now = System.nanoTime();
    }
    leastNanos += now - seen;
  }

  private void awaitDone() {
    while (wanted != null) {
      check();
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private void check() {
    if (error != null) {
      throw new IllegalStateException("the waiter has ended", error);
    }
  }

  String line(Section section, int contended, int abandoned) {
    return Truth.line(section.lock(), section.kind(), contended, abandoned, leastNanos, mostNanos);
  }

  void end() throws InterruptedException {
    ended = true;
    waiter.join();
    check();
  }

  @Override
  public void run() {
    try {
      while (!ended) {
        Section section = wanted;
        if (section != null) {
          attempt(section);
        } else {
          LockSupport.parkNanos(LOOK_NANOS);
        }
      }
    } catch (Throwable e) {
      error = e;
    }
  }

  private void attempt(Section section) {
    long start = System.nanoTime();
    attemptNanos = 0;
    attempting = true;
    section
        .waiter()
        .accept(
            () -> {
              attemptNanos = System.nanoTime() - start;
            });
    if (attemptNanos == 0) {
      attemptNanos = System.nanoTime() - start;
    }
    attempting = false;
    wanted = null;
  }
}
