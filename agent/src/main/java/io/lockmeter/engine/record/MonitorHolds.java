package io.lockmeter.engine.record;

import org.jspecify.annotations.Nullable;

/**
 * The measured holds of monitors of one thread, innermost last, with the time in which {@code
 * Object.wait} gave the monitor up. Of more than {@value #DEPTH} nested ones the outermost are
 * forgotten, and their time in {@code wait} counts.
 */
final class MonitorHolds {

  static final int DEPTH = 4;

  private final @Nullable LockEntry[] locks = new LockEntry[DEPTH];
  private final long[] awaitedNanos = new long[DEPTH];
  private final long[] awaitingSince = new long[DEPTH];
  private int depth;

  void begin(LockEntry lock) {
    if (depth == DEPTH) {
      for (int i = 1; i < DEPTH; i++) {
        locks[i - 1] = locks[i];
        awaitedNanos[i - 1] = awaitedNanos[i];
        awaitingSince[i - 1] = awaitingSince[i];
      }
      depth--;
    }
    locks[depth] = lock;
    awaitedNanos[depth] = 0;
    awaitingSince[depth] = 0;
    depth++;
  }

  void awaiting(Object monitor, long now) {
    int hold = find(monitor);
    if (hold >= 0) {
      awaitingSince[hold] = now;
    }
  }

  void awaited(Object monitor, long now) {
    int hold = find(monitor);
    if (hold >= 0 && awaitingSince[hold] != 0) {
      awaitedNanos[hold] += now - awaitingSince[hold];
      awaitingSince[hold] = 0;
    }
  }

  private int find(Object monitor) {
    for (int i = depth - 1; i >= 0; i--) {
      LockEntry lock = locks[i];
      if (lock != null && lock.refersTo(monitor)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Ends the hold, and those within that an error left open.
   *
   * @return how much of it was spent in {@code wait}; a wait that ended with an exception counts
   *     until now
   */
  long end(LockEntry lock, long now) {
    for (int i = depth - 1; i >= 0; i--) {
      if (locks[i] == lock) {
        long open = awaitingSince[i] == 0 ? 0 : now - awaitingSince[i];
        for (int j = i; j < depth; j++) {
          locks[j] = null;
        }
        depth = i;
        return awaitedNanos[i] + open;
      }
    }
    return 0;
  }
}
