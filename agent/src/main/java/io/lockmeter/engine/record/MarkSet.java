package io.lockmeter.engine.record;

import org.jspecify.annotations.Nullable;

/**
 * The locks that one thread attempted in one window: an open-addressed set that its thread writes
 * and the aggregator reads. A reader may miss what was added a moment ago.
 */
final class MarkSet {

  private static final int MAX = 1 << 12;

  int window = -1;
  private int size;
  private @Nullable LockEntry last;
  @Nullable LockEntry[] entries = new LockEntry[8];

  /** Returns false if the set is full and the lock could not be added. */
  boolean add(LockEntry entry, int current) {
    if (window != current) {
      entries = new LockEntry[8];
      size = 0;
      last = null;
      window = current;
    }
    if (last == entry) {
      return true;
    }
    last = entry;
    int mask = entries.length - 1;
    int i = (entry.hash ^ (entry.hash >>> 16)) & mask;
    while (entries[i] != null) {
      if (entries[i] == entry) {
        return true;
      }
      i = (i + 1) & mask;
    }
    if (size >= MAX) {
      return false;
    }
    entries[i] = entry;
    if (++size * 2 > entries.length) {
      grow();
    }
    return true;
  }

  private void grow() {
    @Nullable LockEntry[] next = new LockEntry[entries.length * 2];
    int mask = next.length - 1;
    for (int n = 0; n < entries.length; n++) {
      LockEntry entry = entries[n];
      if (entry != null) {
        int i = (entry.hash ^ (entry.hash >>> 16)) & mask;
        while (next[i] != null) {
          i = (i + 1) & mask;
        }
        next[i] = entry;
      }
    }
    entries = next;
  }
}
