package io.lockmeter.engine.record;

/**
 * How far apart stacks are taken of threads that wait for one lock, or release it. The spacing
 * grows: a share that some hundred stacks have told changes little with the next, and each costs
 * tens of microseconds in code that the JIT has not compiled.
 *
 * <p>The gaps are irregular, so that threads that take turns at a lock are all met.
 */
final class StackSpacing {

  /** At first, for a stack that tells the place. */
  static final long PLACE_NANOS = 1_000_000;

  /** At first, for one with its callers, which fewer will do for. */
  static final long WHOLE_NANOS = 50_000_000;

  /** After so many the spacing doubles, at most {@link #DOUBLINGS} times. */
  static final int STACKS = 64;

  private static final int DOUBLINGS = 6;
  private static final int RANDOM_BITS = 32;

  private StackSpacing() {}

  /**
   * When the next may be taken.
   *
   * @param firstNanos the spacing at first
   * @param taken how many there are, with the one that is taken now
   */
  static long next(long now, long firstNanos, int taken) {
    long mean = firstNanos << Math.min(taken / STACKS, DOUBLINGS);
    long random = now * 0x9E3779B97F4A7C15L >>> Long.SIZE - RANDOM_BITS;
    return now + mean / 2 + (random * mean >>> RANDOM_BITS);
  }
}
