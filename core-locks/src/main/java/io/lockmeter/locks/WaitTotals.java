package io.lockmeter.locks;

/**
 * Totals of waits. Not safe for use by several threads: what guards it is the caller's business.
 */
final class WaitTotals {

  /** The first bucket takes waits under this many nanoseconds, each next twice as long ones. */
  private static final int FIRST_BOUND_BITS = 10;

  static final int BUCKETS = 32;

  private final long[] buckets = new long[BUCKETS];
  private long count;
  private long total;
  private long max;

  void add(long nanos) {
    count++;
    total += nanos;
    max = Math.max(max, nanos);
    buckets[bucket(nanos)]++;
  }

  static int bucket(long nanos) {
    int bits = Long.SIZE - Long.numberOfLeadingZeros(nanos);
    return Math.min(BUCKETS - 1, Math.max(0, bits - FIRST_BOUND_BITS));
  }

  static long boundNanos(int bucket) {
    return bucket == BUCKETS - 1 ? Long.MAX_VALUE : 1L << (FIRST_BOUND_BITS + bucket);
  }

  long count() {
    return count;
  }

  long total() {
    return total;
  }

  long max() {
    return max;
  }

  long inBucket(int bucket) {
    return buckets[bucket];
  }
}
