package io.lockmeter.engine.record;

/**
 * When inflated monitors were left, by {@link io.lockmeter.bootstrap.LockProbe#monitorSlot}, as far
 * as rewritten code notes it: while threads wait for monitors of the class.
 *
 * <p>It tells a wait from an entry that took long because the thread lost its processor. Whoever
 * waited was let in by a thread that left the monitor meanwhile. Where that note is missing, as
 * after {@code Object.wait}, a long entry still is a wait if threads pass the monitor to each other
 * at the time.
 *
 * <p>Written without synchronization; monitors that share a slot may be taken for each other.
 */
final class ExitNotes {

  /** Entering an inflated monitor that nobody holds takes no longer, two clock reads included. */
  private static final long FREE_NANOS = 300;

  /** The same in code that is not compiled yet. */
  private static final long FREE_COLD_NANOS = 20_000;

  private static final long RECENT_NANOS = 10_000_000;

  private final long[] leftAt;
  private final long[] heldBy;
  private final long[] passedAt;

  ExitNotes(int slots) {
    leftAt = new long[slots];
    heldBy = new long[slots];
    passedAt = new long[slots];
  }

  /** A thread is about to leave the monitor. */
  void left(int slot, long threadId, long now) {
    held(slot, threadId, now);
    leftAt[slot] = now;
  }

  /** A thread has entered the monitor. */
  void held(int slot, long threadId, long now) {
    if (heldBy[slot] != threadId) {
      heldBy[slot] = threadId;
      passedAt[slot] = now;
    }
  }

  /** Whether somebody is known to have left the monitor at {@code time} or after. */
  boolean leftSince(int slot, long time) {
    return leftAt[slot] >= time;
  }

  /**
   * Whether a thread that took {@code nanos} to enter a monitor had to wait, where only one exit in
   * many is noted.
   */
  boolean waitedHot(int slot, long since, long nanos) {
    return nanos > FREE_NANOS && passedLately(slot, since);
  }

  /** Whether threads pass the monitor to each other. */
  boolean passedLately(int slot, long now) {
    long passed = passedAt[slot];
    return passed != 0 && passed >= now - RECENT_NANOS;
  }

  /**
   * Whether a thread that took {@code nanos} to enter had to wait.
   *
   * @param held whether the monitor was known to be held when the thread came
   */
  boolean waited(int slot, long since, long nanos, boolean held) {
    if (held || leftAt[slot] >= since) {
      return nanos > FREE_NANOS;
    }
    return nanos > FREE_COLD_NANOS && passedLately(slot, since);
  }
}
