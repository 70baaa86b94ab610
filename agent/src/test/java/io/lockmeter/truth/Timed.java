package io.lockmeter.truth;

/** Times attempts to acquire a lock from outside, as a program could that knows of no agent. */
final class Timed {

  /** An attempt to acquire a lock. */
  interface Acquire {
    void run() throws InterruptedException;
  }

  /** An attempt that may give up. */
  interface Try {
    boolean run() throws InterruptedException;
  }

  private Timed() {}

  /** Acquires and releases; returns the nanoseconds that the acquire took. */
  static long acquire(Acquire acquire, Runnable release) {
    try {
      long start = System.nanoTime();
      acquire.run();
      long waited = System.nanoTime() - start;
      release.run();
      return waited;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Acquires and releases; returns the nanoseconds that the acquire took. */
  static long tryAcquire(Try acquire, Runnable release) {
    return acquire(
        () -> {
          if (!acquire.run()) {
            throw new IllegalStateException("timed out");
          }
        },
        release);
  }

  /** Returns the nanoseconds until the attempt gave up by itself or was interrupted. */
  static long giveUp(Try acquire) {
    long start = System.nanoTime();
    try {
      if (acquire.run()) {
        throw new IllegalStateException("acquired");
      }
      return System.nanoTime() - start;
    } catch (InterruptedException e) {
      return System.nanoTime() - start;
    }
  }
}
