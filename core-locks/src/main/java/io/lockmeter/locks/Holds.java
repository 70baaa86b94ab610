package io.lockmeter.locks;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who holds a lock, and for how long. Guarded by that lock, apart from {@link #heldByCaller}, which
 * all threads may ask.
 */
final class Holds {

  /** Weight of a hold that is not measured. */
  private static final int PASSED_OVER = 0;

  private static final int ITSELF = 1;

  private final LongSupplier nanoClock;
  private final HoldTotals totals;

  // Written by the holder only: other threads may see any thread in it but themselves.
  private @Nullable Thread holder;

  private int depth;
  private int weight;
  private long since;
  private long nanosBefore;

  Holds(LongSupplier nanoClock, HoldTotals totals) {
    this.nanoClock = nanoClock;
    this.totals = totals;
  }

  boolean heldByCaller() {
    return holder == Thread.currentThread();
  }

  /** The caller acquired the lock at once. */
  void began() {
    int drawn = totals.draw();
    take(1, drawn, 0, drawn == PASSED_OVER ? 0 : nanoClock.getAsLong());
  }

  /** The caller acquired the lock after a wait. */
  void beganAfterWait(long now) {
    take(1, ITSELF, 0, now);
  }

  private void take(int newDepth, int newWeight, long before, long now) {
    holder = Thread.currentThread();
    depth = newDepth;
    weight = newWeight;
    nanosBefore = before;
    since = now;
  }

  /** The holder acquired the lock once more. */
  void reentered() {
    depth++;
  }

  /** The holder is about to release the lock once. */
  void ending() {
    if (--depth > 0) {
      return;
    }
    holder = null;
    if (weight != PASSED_OVER) {
      totals.ended(measuredNanos(), weight);
    }
  }

  private long measuredNanos() {
    return weight == PASSED_OVER ? 0 : nanosBefore + nanoClock.getAsLong() - since;
  }

  /**
   * Sets the caller's hold aside while it awaits a condition; null if it does not hold the lock.
   */
  @Nullable Suspended suspend() {
    if (!heldByCaller()) {
      return null;
    }
    Suspended suspended = new Suspended(depth, weight, measuredNanos());
    holder = null;
    return suspended;
  }

  /** Takes up what {@link #suspend} set aside, now that the caller holds the lock again. */
  void resume(@Nullable Suspended hold) {
    if (hold != null) {
      long now = hold.weight == PASSED_OVER ? 0 : nanoClock.getAsLong();
      take(hold.depth, hold.weight, hold.nanos, now);
    }
  }

  /** A hold that a wait for a condition interrupts. */
  record Suspended(int depth, int weight, long nanos) {}
}
