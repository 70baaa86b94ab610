package io.lockmeter.engine.jfrmonitor;

import java.time.Instant;

/**
 * Finds out whether the machine's clock stands still, as some test tools let it. JFR gives each
 * chunk another time than the last and waits for it without end, with a lock that its shutdown hook
 * takes: a program in which it started to record would never end.
 */
final class StoppedClock {

  /** Far more than the coarsest clock takes to its next tick. */
  private static final long LIMIT_NANOS = 1_000_000_000;

  private StoppedClock() {}

  /** Returns at the clock's next tick, or true if there is none for a second. */
  static boolean found() throws InterruptedException {
    Instant first = Instant.now();
    long began = System.nanoTime();
    while (Instant.now().equals(first)) {
      if (System.nanoTime() - began > LIMIT_NANOS) {
        return true;
      }
      Thread.sleep(1);
    }
    return false;
  }
}
