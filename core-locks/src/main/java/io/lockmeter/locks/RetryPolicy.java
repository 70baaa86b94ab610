package io.lockmeter.locks;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * How often an optimistic update is tried, and what comes after the last attempt. Between attempts
 * a thread first spins, then yields, then parks, for random times that double from attempt to
 * attempt, so that threads that met once do not meet in step again (Ethernet's binary exponential
 * back-off: Metcalfe and Boggs, Communications of the ACM 19, 1976).
 *
 * @param maxAttempts attempts without a lock, at least 1
 * @param maxPause the longest pause between attempts, at most one second; zero for no pause
 * @param exhausted what happens after the last attempt
 */
public record RetryPolicy(int maxAttempts, Duration maxPause, Exhausted exhausted) {

  private static final Duration LONGEST = Duration.ofSeconds(1);

  /** Eight attempts with pauses of at most 100 microseconds, then under the lock. */
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(8, Duration.ofNanos(100_000), Exhausted.LOCK);

  private static final int SPINNING_ATTEMPTS = 3;
  private static final int YIELDING_ATTEMPTS = 4;
  private static final int FIRST_SPINS = 16;
  private static final long FIRST_PAUSE_NANOS = 2_000;
  private static final int MAX_DOUBLINGS = 20;

  /** What follows the last attempt. */
  public enum Exhausted {
    /** The update is made once more, with all other updates of the key excluded: it succeeds. */
    LOCK,
    /** {@link OptimisticConflictException} is thrown. */
    THROW
  }

  /**
   * @throws IllegalArgumentException if a number is out of its range
   */
  public RetryPolicy {
    if (maxAttempts < 1) {
      throw new IllegalArgumentException("maxAttempts must be at least 1: " + maxAttempts);
    }
    Objects.requireNonNull(maxPause, "maxPause");
    if (maxPause.isNegative() || maxPause.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "maxPause must be from zero to " + LONGEST + ": " + maxPause);
    }
    Objects.requireNonNull(exhausted, "exhausted");
  }

  /** Pauses after an attempt that failed, the first of which is number 1. */
  void pauseAfter(int attempt) {
    if (!pausesAfter(attempt)) {
      return;
    }
    ThreadLocalRandom random = ThreadLocalRandom.current();
    if (attempt <= SPINNING_ATTEMPTS) {
      for (int spins = random.nextInt(FIRST_SPINS << attempt); spins > 0; spins--) {
        Thread.onSpinWait();
      }
    } else if (attempt <= YIELDING_ATTEMPTS) {
      Thread.yield();
    } else {
      LockSupport.parkNanos(1 + random.nextLong(longestParkAfter(attempt)));
    }
  }

  boolean pausesAfter(int attempt) {
    return attempt < maxAttempts && !maxPause.isZero();
  }

  /** In nanoseconds, for an attempt after those that spin and yield. */
  long longestParkAfter(int attempt) {
    int doublings = Math.min(attempt - YIELDING_ATTEMPTS - 1, MAX_DOUBLINGS);
    return Math.min(maxPause.toNanos(), FIRST_PAUSE_NANOS << doublings);
  }
}
