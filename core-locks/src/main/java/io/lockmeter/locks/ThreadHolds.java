package io.lockmeter.locks;

import java.util.Arrays;

/**
 * The checked locks that each thread holds, in the order of their acquisition.
 *
 * <p>What a thread is left with when it holds nothing are two arrays of {@code Object}: none of our
 * classes, so that a thread of a pool keeps no class loader alive.
 */
final class ThreadHolds {

  private static final int SMALL = 6;

  private static final ThreadLocal<Object[]> MINE =
      ThreadLocal.withInitial(() -> new Object[] {new Object[SMALL]});

  private static volatile boolean someHandedOver;

  private ThreadHolds() {}

  /** The caller's holds, with room for one more: a failure to get it must not follow a lock. */
  static Object[] withRoom() {
    Object[] mine = MINE.get();
    Object[] entries = (Object[]) mine[0];
    if (entries[entries.length - 1] != null) {
      grow(mine);
    }
    return mine;
  }

  private static Object[] grow(Object[] mine) {
    Object[] entries = (Object[]) mine[0];
    Object[] larger = Arrays.copyOf(entries, 2 * entries.length);
    mine[0] = larger;
    return larger;
  }

  /** The locks held, then null up to the end. */
  static Object[] entries(Object[] mine) {
    return (Object[]) mine[0];
  }

  static int depth() {
    return depth(entries(MINE.get()));
  }

  private static int depth(Object[] entries) {
    int depth = 0;
    while (depth < entries.length && entries[depth] != null) {
      depth++;
    }
    return depth;
  }

  /**
   * Adds a hold.
   *
   * @param depth how many there were before the delegate was called, or fewer
   */
  static void push(Object[] mine, int depth, CheckedLock lock) {
    Object[] entries = entries(mine);
    // The delegate may have acquired or released checked locks of its own.
    int free = depth > 0 && entries[depth - 1] == null ? 0 : depth;
    while (free < entries.length && entries[free] != null) {
      free++;
    }
    (free < entries.length ? entries : grow(mine))[free] = lock;
  }

  /** Removes the latest hold of a lock; false if the caller has none. */
  static boolean remove(CheckedLock lock) {
    Object[] entries = entries(MINE.get());
    int rest = depth(entries) - 1;
    int at = rest;
    while (at >= 0 && entries[at] != lock) {
      at--;
    }
    if (at < 0) {
      return false;
    }
    for (; at < rest; at++) {
      entries[at] = entries[at + 1];
    }
    entries[rest] = null;
    if (someHandedOver) {
      removeHandedOver(entries, rest);
    }
    return true;
  }

  /** From now on holds may be left behind by locks that another thread released. */
  static void someHandedOver() {
    someHandedOver = true;
  }

  private static void removeHandedOver(Object[] entries, int depth) {
    int kept = 0;
    for (int i = 0; i < depth; i++) {
      CheckedLock lock = (CheckedLock) entries[i];
      if (!lock.handedOver()) {
        entries[kept++] = lock;
      }
    }
    Arrays.fill(entries, kept, depth, null);
  }
}
