package io.lockmeter.bootstrap;

import java.util.Arrays;

/**
 * Counts the releases of locks that threads wait for, so that not each of them reads the clock:
 * what a release does, it does while it holds the lock. Written by the holder, without
 * synchronization; locks that share a slot are counted together.
 */
public final class ReleaseTicks {

  private static final int SLOT_BITS = 9;

  /** How many slots there are. */
  public static final int SLOTS = 1 << SLOT_BITS;

  // Locks of neighbouring slots do not share a cache line.
  private static final int SHIFT = 4;

  private static final int[] LEFT = new int[SLOTS << SHIFT];

  private ReleaseTicks() {}

  /** The slot of a lock with that hash. */
  public static int slot(int hash) {
    return hash & (SLOTS - 1);
  }

  /** Counts a release, and tells whether it is to be noted. */
  public static boolean tick(int slot) {
    return --LEFT[slot << SHIFT] < 0;
  }

  /** Lets {@code releases} go by before the next is noted. */
  public static void skip(int slot, int releases) {
    LEFT[slot << SHIFT] = releases;
  }

  /** Has the next release of every lock noted. */
  static void reset() {
    Arrays.fill(LEFT, 0);
  }
}
