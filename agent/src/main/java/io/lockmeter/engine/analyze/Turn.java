package io.lockmeter.engine.analyze;

import java.util.concurrent.TimeUnit;

/**
 * Lets one thread in at a time, and the others wait for a limited time only: what is stuck inside
 * must not take along whoever wants to know something. Not re-entrant. It is made of a monitor, as
 * locks of the JDK are what is measured here.
 */
final class Turn {

  private final long limitMillis;
  private boolean taken;

  Turn(long limitMillis) {
    this.limitMillis = limitMillis;
  }

  /**
   * Waits for its turn.
   *
   * @throws IllegalStateException if it does not come in time
   */
  synchronized void take() {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMillis);
    boolean interrupted = false;
    while (taken) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        throw new IllegalStateException(
            "what was recorded cannot be had, as a thread has worked on it for "
                + limitMillis
                + " ms");
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    taken = true;
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  synchronized void give() {
    taken = false;
    notifyAll();
  }
}
