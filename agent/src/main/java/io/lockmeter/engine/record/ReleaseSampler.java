package io.lockmeter.engine.record;

import io.lockmeter.bootstrap.ReleaseTicks;

/**
 * Chooses which releases of a lock are noted while threads wait for it: each one as long as they
 * are {@link #SPACING_NANOS} apart, else one in so many, with irregular gaps. Written by holders,
 * without synchronization; locks that share a slot share the gaps.
 */
final class ReleaseSampler {

  static final int MAX_INTERVAL = 64;
  private static final long SPACING_NANOS = 20_000;

  private final long[] notedAt = new long[ReleaseTicks.SLOTS];
  private final int[] interval = new int[ReleaseTicks.SLOTS];
  private final int[] random = new int[ReleaseTicks.SLOTS];

  /**
   * Begins the next gap after a release that is noted.
   *
   * @return whether the release after it is noted, too
   */
  boolean noted(int slot, long now) {
    long elapsed = now - notedAt[slot];
    notedAt[slot] = now;
    int gap =
        SamplingInterval.next(Math.max(1, interval[slot]), elapsed, SPACING_NANOS, MAX_INTERVAL);
    interval[slot] = gap;
    ReleaseTicks.skip(slot, gap == 1 ? 0 : draw(slot, gap));
    return gap == 1;
  }

  private int draw(int slot, int gap) {
    int x = random[slot] + 0x9E3779B9;
    random[slot] = x;
    x = (x ^ x >>> 15) * 0x85EBCA6B;
    return ((x ^ x >>> 13) & 0x7fffffff) % (2 * gap - 1);
  }
}
