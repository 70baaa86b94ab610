package io.lockmeter.locks;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A counter whose value is split over several shards, so that threads that add at the same time
 * touch different memory.
 *
 * <ol>
 *   <li>An addition is wait-free: it waits neither for other additions nor for those who read.
 *   <li>{@link #sum} and {@link #sumThenReset} are linearizable, whatever the amounts. They wait
 *       for additions that are under way, a few instructions each, and for one another.
 *   <li>No operation allocates.
 * </ol>
 *
 * <p>A shard has a state word and a value. An adder takes a free shard by compare-and-set, adds,
 * and frees it by a plain release: one locked instruction, as in {@code LongAdder}. If its shard is
 * taken it tries the others. If all are, because a reader holds them or adders were descheduled in
 * them, it adds atomically to one more value, the overflow. A reader takes all shards in ascending
 * order and then reads or swaps the overflow. That is the instant at which its sum is exact:
 * additions can go nowhere else then.
 *
 * <p>A thread's first shard comes from its id, spread by Fibonacci hashing (Knuth, The Art of
 * Computer Programming, volume 3, 6.4). There are as many shards as processors, rounded up to a
 * power of two, at most 64. For counts that only grow by one, and are never reset, {@code
 * LongAdder} is as exact and cheaper to read.
 */
public final class ShardedCounter implements Counter {

  private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);

  private static final int MAX_SHARDS = 64;
  private static final int SPINS = 100;
  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  // 128 bytes: two cache lines, because processors fetch neighbours in pairs.
  private static final int STRIDE = 16;

  private static final long FREE = 0;
  private static final long TAKEN = 1;

  private final int shards;
  private final int overflow;
  private final long[] words;

  /** Makes a counter that stands at zero, with shards for the processors of this machine. */
  public ShardedCounter() {
    this(Math.min(MAX_SHARDS, ceilingPowerOfTwo(Runtime.getRuntime().availableProcessors())));
  }

  ShardedCounter(int shards) {
    this.shards = shards;
    this.overflow = value(shards);
    // The first stride keeps the array's header, with its length, apart from the first shard.
    this.words = new long[(shards + 2) * STRIDE];
  }

  private static int ceilingPowerOfTwo(int number) {
    return number <= 1 ? 1 : Integer.highestOneBit(number - 1) << 1;
  }

  @Override
  public void add(long amount) {
    int first = spread(Thread.currentThread().getId());
    for (int i = 0; i < shards; i++) {
      int shard = (first + i) & (shards - 1);
      if ((long) WORDS.getOpaque(words, state(shard)) == FREE
          && WORDS.compareAndSet(words, state(shard), FREE, TAKEN)) {
        WORDS.setOpaque(words, value(shard), words[value(shard)] + amount);
        WORDS.setRelease(words, state(shard), FREE);
        return;
      }
    }
    WORDS.getAndAdd(words, overflow, amount);
  }

  private static int spread(long id) {
    return (int) ((id * GOLDEN_RATIO) >>> Integer.SIZE);
  }

  @Override
  public long sum() {
    takeAll();
    try {
      return valuesOfShards() + (long) WORDS.getVolatile(words, overflow);
    } finally {
      freeAll();
    }
  }

  @Override
  public long sumThenReset() {
    takeAll();
    try {
      long sum = valuesOfShards();
      for (int shard = 0; shard < shards; shard++) {
        WORDS.setOpaque(words, value(shard), 0L);
      }
      return sum + (long) WORDS.getAndSet(words, overflow, 0L);
    } finally {
      freeAll();
    }
  }

  @Override
  public long estimate() {
    return valuesOfShards() + (long) WORDS.getVolatile(words, overflow);
  }

  private long valuesOfShards() {
    long sum = 0;
    for (int shard = 0; shard < shards; shard++) {
      sum += (long) WORDS.getOpaque(words, value(shard));
    }
    return sum;
  }

  /** The sum, as {@link #sum} gives it. */
  @Override
  public String toString() {
    return Long.toString(sum());
  }

  private void takeAll() {
    for (int shard = 0; shard < shards; shard++) {
      for (int spins = 0; !WORDS.compareAndSet(words, state(shard), FREE, TAKEN); ) {
        spins = pause(spins);
      }
    }
  }

  private void freeAll() {
    for (int shard = 0; shard < shards; shard++) {
      WORDS.setRelease(words, state(shard), FREE);
    }
  }

  private static int state(int shard) {
    return (shard + 1) * STRIDE;
  }

  private static int value(int shard) {
    return state(shard) + 1;
  }

  private static int pause(int spins) {
    if (spins < SPINS) {
      Thread.onSpinWait();
      return spins + 1;
    }
    Thread.yield();
    return spins;
  }
}
