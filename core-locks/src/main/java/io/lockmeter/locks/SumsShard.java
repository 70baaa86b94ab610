package io.lockmeter.locks;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A shard of {@link ShardedCounters}: an array with a word that says whether it is taken, and then
 * the sums, between two cache lines that are otherwise unused. Only who has taken it may touch the
 * sums.
 */
final class SumsShard {

  /** Where the first sum stands. */
  static final int FIRST = 9;

  private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);

  private static final int STATE = 8;
  private static final int REST_OF_LINE = 7;
  private static final long FREE = 0;
  private static final long TAKEN = 1;

  private SumsShard() {}

  /** A free shard, with all sums at zero. */
  static long[] allocate(int sums) {
    long[] shard = new long[FIRST + sums + REST_OF_LINE];
    free(shard);
    return shard;
  }

  // The interpreter's stack goes at least as deep here as in free, which allocate has linked. So
  // where it overflows it does so before a shard is taken, which nobody would free.
  static boolean tryTake(long[] shard) {
    return (long) WORDS.getOpaque(shard, STATE) == FREE
        && WORDS.weakCompareAndSetAcquire(shard, STATE, FREE, TAKEN);
  }

  static void take(long[] shard) {
    for (int spins = 0; !tryTake(shard); ) {
      spins = SpinLock.pause(spins);
    }
  }

  static void free(long[] shard) {
    WORDS.setRelease(shard, STATE, FREE);
  }
}
