package io.lockmeter.locks;

/**
 * How many shards a counter may have, and which of them each thread goes to.
 *
 * <p>A thread's home stands in a table by its id. A thread that meets another there moves on, and
 * stays where it went, in all counters: so do the threads of {@code
 * java.util.concurrent.atomic.Striped64}, each of which keeps its place in a field of {@code
 * Thread}. Threads whose ids are a multiple of the table's size apart share an entry. They write it
 * unguarded: a move that is lost costs one more collision.
 */
final class Shards {

  static final int MAX = 1024;

  private static final int DEFAULT_MAX = 64;
  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  private static final int[] HOMES = homes(1024);

  private Shards() {}

  /**
   * Homes for threads of consecutive ids, by Fibonacci hashing (Knuth, The Art of Computer
   * Programming, volume 3, 6.4).
   */
  static int[] homes(int threads) {
    int[] homes = new int[threads];
    for (int id = 0; id < threads; id++) {
      homes[id] = (int) ((id * GOLDEN_RATIO) >>> Integer.SIZE);
    }
    return homes;
  }

  /** As many shards as this machine has processors, rounded up to a power of two, at most 64. */
  static int forThisMachine() {
    return Math.min(
        DEFAULT_MAX, Striping.ceilingPowerOfTwo(Runtime.getRuntime().availableProcessors()));
  }

  /** The number rounded up to a power of two, if it is one that a caller may ask for. */
  static int checked(int shards) {
    if (shards < 1 || shards > MAX) {
      throw new IllegalArgumentException("shards must be from 1 to " + MAX + ", but is " + shards);
    }
    return Striping.ceilingPowerOfTwo(shards);
  }

  /** A number whose low bits choose the calling thread's shard. */
  static int home(long threadId) {
    return HOMES[entry(threadId)];
  }

  static void move(long threadId) {
    HOMES[entry(threadId)]++;
  }

  private static int entry(long threadId) {
    return (int) threadId & (HOMES.length - 1);
  }
}
