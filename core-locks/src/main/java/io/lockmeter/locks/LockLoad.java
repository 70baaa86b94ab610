package io.lockmeter.locks;

/**
 * What was measured of one lock over some time, for a {@link StripeModel} to predict from.
 *
 * @param threads how many threads took the lock, those that seldom did counted for less: {@code
 *     (sum of a)^2 / (sum of a^2)} where {@code a} is the number of acquisitions of each; from 1 to
 *     100000
 * @param acquisitionsPerSecond of all threads together
 * @param meanHoldNanos how long the lock was held for each acquisition
 * @param meanWaitNanos how long was waited for each acquisition, counting those that did not wait
 * @param holdVariation the squared coefficient of variation of the hold times, which is their
 *     variance over the square of their mean: 0 if all are the same, 1 if they are distributed
 *     exponentially
 * @param sameKeyProbability how likely two acquisitions are for the same key, which is the sum of
 *     the squares of the keys' shares of all acquisitions: nearly 0 if no key stands out, 1 if
 *     there is but one
 */
public record LockLoad(
    int threads,
    double acquisitionsPerSecond,
    double meanHoldNanos,
    double meanWaitNanos,
    double holdVariation,
    double sameKeyProbability) {

  private static final int MAX_THREADS = 100_000;
  private static final double NANOS_PER_SECOND = 1e9;

  /**
   * Checks what was measured.
   *
   * @throws IllegalArgumentException if a value is not one that can be measured
   */
  public LockLoad {
    check("threads", threads, threads >= 1 && threads <= MAX_THREADS);
    check("acquisitionsPerSecond", acquisitionsPerSecond, acquisitionsPerSecond > 0);
    check("meanHoldNanos", meanHoldNanos, meanHoldNanos > 0);
    check("meanWaitNanos", meanWaitNanos, meanWaitNanos >= 0);
    check("holdVariation", holdVariation, holdVariation >= 0);
    check(
        "sameKeyProbability",
        sameKeyProbability,
        sameKeyProbability >= 0 && sameKeyProbability <= 1);
  }

  /**
   * The load of a lock whose hold times vary as exponentially distributed ones do, and none of
   * whose keys stands out.
   *
   * @throws IllegalArgumentException if a value is not one that can be measured
   */
  public LockLoad(
      int threads, double acquisitionsPerSecond, double meanHoldNanos, double meanWaitNanos) {
    this(threads, acquisitionsPerSecond, meanHoldNanos, meanWaitNanos, 1, 0);
  }

  private static void check(String name, double value, boolean possible) {
    if (!possible || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + " is " + value + ", which cannot be measured");
    }
  }

  /** The part of their time for which the threads wait. */
  public double waitRatio() {
    return meanWaitNanos / cycleNanos();
  }

  /** The part of the time for which the lock is held. */
  public double utilization() {
    return meanHoldNanos * acquisitionsPerSecond / NANOS_PER_SECOND;
  }

  /** The mean time between a release and the next attempt of a thread: what the rest leaves. */
  double meanThinkNanos() {
    return Math.max(0, cycleNanos() - meanWaitNanos - meanHoldNanos);
  }

  /** From one acquisition of a thread to its next. */
  private double cycleNanos() {
    return threads * NANOS_PER_SECOND / acquisitionsPerSecond;
  }
}
