package io.lockmeter.truth;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * A new thread tries to get a lock while the thread that made this object has it and looks on. What
 * it knows of the time of both is read after {@link #join}.
 */
final class Round {

  private static final long HOLD_NANOS = 40_000_000;

  private final long start = System.nanoTime();
  private final LongSupplier attempt;
  private Thread thread = Thread.currentThread();
  private volatile long begun;
  private volatile long ended;
  private volatile long most;
  private long least;
  private long lookedOnSince;
  private long lookedOnUntil;

  /**
   * @param attempt returns how long it took
   */
  Round(LongSupplier attempt) {
    this.attempt = attempt;
  }

  void start(Threads threads) {
    thread = threads.start(this::run);
    lookedOnSince = System.nanoTime();
  }

  private void run() {
    begun = System.nanoTime();
    most = attempt.getAsLong();
    ended = System.nanoTime();
  }

  /** Keeps the thread waiting for a while. */
  void hold() {
    Threads.awaitBlocked(thread);
    long seen = System.nanoTime();
    LockSupport.parkNanos(HOLD_NANOS);
    lookedOnUntil = System.nanoTime();
    least = lookedOnUntil - seen;
  }

  void interrupt() {
    thread.interrupt();
  }

  /**
   * Waits until the thread has given up by itself. It surely waited for what was left of its
   * time-out when it was seen to wait; for nothing, if it was through before anybody had a look.
   */
  void awaitTimeout(long nanos) {
    boolean seen = false;
    while (thread.isAlive()) {
      if (!seen && Threads.blocked(thread)) {
        seen = true;
        least = Math.max(0, begun + nanos - System.nanoTime());
      }
      Thread.onSpinWait();
    }
    lookedOnUntil = System.nanoTime();
  }

  void join() {
    Threads.join(thread);
  }

  /** For how long the thread waited at least. */
  long least() {
    return least;
  }

  /** For how long the thread waited at most. */
  long most() {
    return most;
  }

  /** For how long either thread may have waited for something else, such as a lock of the JDK. */
  long unknown() {
    long looker = System.nanoTime() - start - (lookedOnUntil - lookedOnSince);
    return looker + ended - begun - least;
  }
}
