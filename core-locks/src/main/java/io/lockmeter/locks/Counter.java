package io.lockmeter.locks;

/**
 * A sum that many threads add to. Safe for use by all threads; wraps around on overflow, as {@code
 * long} does.
 *
 * <p>The method names are those of {@link java.util.concurrent.atomic.LongAdder}. What differs is
 * {@link #sum}: here it is exact, so that every value it returns is one that the counter had at
 * some instant during the call, also when amounts are negative.
 */
public interface Counter {

  /** Adds {@code amount}, which may be negative. */
  void add(long amount);

  /** Adds one. */
  default void increment() {
    add(1);
  }

  /** Subtracts one. */
  default void decrement() {
    add(-1);
  }

  /** The exact sum at an instant of this call. */
  long sum();

  /**
   * A sum that never waits and never makes others wait. It counts every addition that was over
   * before the call, and may count any of those that run beside it.
   */
  long estimate();

  /** Sets the sum to zero and returns what it was, as one atomic step: no addition is lost. */
  long sumThenReset();

  /** Sets the sum to zero. */
  default void reset() {
    sumThenReset();
  }
}
