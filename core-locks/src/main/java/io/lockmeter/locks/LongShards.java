package io.lockmeter.locks;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The shards of a {@link ShardedCounter}: an array with one word for each, in the middle of 128
 * bytes that are otherwise unused, because processors fetch cache lines in pairs.
 *
 * <p>A word is the shard's value, doubled, plus one while the shard is closed. So one
 * compare-and-set adds to an open shard and fails on a closed one, and no addition is ever half
 * done. What does not fit into the 63 bits is refused.
 */
final class LongShards {

  /** What came of an attempt to add. */
  static final int ADDED = 0;

  /** Another thread changed the shard at the same time. */
  static final int CONTENDED = 1;

  /** The shard is closed, or too near the ends of its range. */
  static final int REFUSED = 2;

  private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);

  private static final int STRIDE_BITS = 4;
  private static final int MIDDLE = 8;
  private static final long CLOSED = 1;

  private LongShards() {}

  /** Open shards, all at zero; a power of two. */
  static long[] allocate(int count) {
    return new long[count << STRIDE_BITS];
  }

  static int count(long[] shards) {
    return shards.length >> STRIDE_BITS;
  }

  /** Tries once to add to the shard that the low bits of {@code home} choose. */
  static int add(long[] shards, int home, long amount) {
    int word = ((home << STRIDE_BITS) & (shards.length - 1)) + MIDDLE;
    long before = (long) WORDS.getOpaque(shards, word);
    long doubled = amount << 1;
    long after = before + doubled;
    boolean overflows = doubled >> 1 != amount || ((before ^ after) & (doubled ^ after)) < 0;
    if ((before & CLOSED) != 0 || overflows) {
      return REFUSED;
    }
    return WORDS.compareAndSet(shards, word, before, after) ? ADDED : CONTENDED;
  }

  /** Closes all shards, which must be open, and returns the sum of their values. */
  static long close(long[] shards) {
    long sum = 0;
    for (int word = MIDDLE; word < shards.length; word += 1 << STRIDE_BITS) {
      sum += (long) WORDS.getAndAdd(shards, word, CLOSED) >> 1;
    }
    return sum;
  }

  /** Opens all shards that are closed. */
  static void open(long[] shards) {
    for (int word = MIDDLE; word < shards.length; word += 1 << STRIDE_BITS) {
      long value = (long) WORDS.getOpaque(shards, word);
      if ((value & CLOSED) != 0) {
        WORDS.setRelease(shards, word, value - CLOSED);
      }
    }
  }

  /** Sets all shards, which must be closed, to zero. */
  static void zero(long[] shards) {
    for (int word = MIDDLE; word < shards.length; word += 1 << STRIDE_BITS) {
      WORDS.setOpaque(shards, word, CLOSED);
    }
  }

  /** Closes all shards, which must be open, for good, and copies their values to others. */
  static void move(long[] shards, long[] others) {
    for (int word = MIDDLE; word < shards.length; word += 1 << STRIDE_BITS) {
      others[word] = (long) WORDS.getAndAdd(shards, word, CLOSED);
    }
  }

  /** The sum of the values, each read at an instant of its own. */
  static long estimate(long[] shards) {
    long sum = 0;
    for (int word = MIDDLE; word < shards.length; word += 1 << STRIDE_BITS) {
      sum += (long) WORDS.getVolatile(shards, word) >> 1;
    }
    return sum;
  }
}
