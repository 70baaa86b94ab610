package io.lockmeter.locks;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Totals of waits, which all threads may read. Each value only grows, and the total and the maximum
 * that are read after the buckets cover all waits in these. No operation allocates.
 */
final class WaitTotals {

  /** The first bucket takes waits under this many nanoseconds, each next twice as long ones. */
  private static final int FIRST_BOUND_BITS = 10;

  static final int BUCKETS = 32;

  private static final int TOTAL = BUCKETS;
  private static final int MAX = BUCKETS + 1;
  private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);

  private final long[] words = new long[BUCKETS + 2];

  /** Adds a wait; for one thread at a time. */
  void add(long nanos) {
    WORDS.setOpaque(words, TOTAL, words[TOTAL] + nanos);
    WORDS.setOpaque(words, MAX, Math.max(words[MAX], nanos));
    int bucket = bucket(nanos);
    WORDS.setRelease(words, bucket, words[bucket] + 1);
  }

  /** Adds a wait; for all threads, where none calls {@link #add}. Lock-free. */
  void addConcurrently(long nanos) {
    WORDS.getAndAdd(words, TOTAL, nanos);
    long max = max();
    while (max < nanos && !WORDS.compareAndSet(words, MAX, max, nanos)) {
      max = max();
    }
    WORDS.getAndAdd(words, bucket(nanos), 1L);
  }

  static int bucket(long nanos) {
    int bits = Long.SIZE - Long.numberOfLeadingZeros(nanos);
    return Math.min(BUCKETS - 1, Math.max(0, bits - FIRST_BOUND_BITS));
  }

  static long boundNanos(int bucket) {
    return bucket == BUCKETS - 1 ? Long.MAX_VALUE : 1L << (FIRST_BOUND_BITS + bucket);
  }

  long inBucket(int bucket) {
    return (long) WORDS.getAcquire(words, bucket);
  }

  long total() {
    return (long) WORDS.getOpaque(words, TOTAL);
  }

  long max() {
    return (long) WORDS.getOpaque(words, MAX);
  }
}
