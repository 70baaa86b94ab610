package io.lockmeter.locks;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who holds a lock, how often, and for how long. Guarded by that lock, apart from {@link
 * #heldByCaller}, which all threads may ask.
 */
final class Holds {

  private final LongSupplier nanoClock;
  private final HoldTotals totals = new HoldTotals();

  // Written by the holder only: other threads may see any thread in it but themselves.
  private @Nullable Thread holder;

  private int depth;
  private boolean waited;
  private boolean measured;
  private long since;
  private long nanosBefore;

  Holds(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  boolean heldByCaller() {
    return holder == Thread.currentThread();
  }

  /** The caller acquired the lock at once. */
  void began() {
    boolean measure = totals.draw();
    take(1, false, measure, 0, measure ? nanoClock.getAsLong() : 0);
  }

  /** The caller acquired the lock after a wait. */
  void beganAfterWait(long now) {
    take(1, true, true, 0, now);
  }

  private void take(int newDepth, boolean afterWait, boolean measure, long before, long now) {
    holder = Thread.currentThread();
    depth = newDepth;
    waited = afterWait;
    measured = measure;
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
    if (!measured) {
      totals.endedUnmeasured();
    } else if (waited) {
      totals.endedContended(measuredNanos());
    } else {
      totals.endedSampled(measuredNanos());
    }
  }

  private long measuredNanos() {
    return measured ? nanosBefore + nanoClock.getAsLong() - since : 0;
  }

  /**
   * Sets the caller's hold aside while it awaits a condition; null if it does not hold the lock.
   */
  @Nullable Suspended suspend() {
    if (!heldByCaller()) {
      return null;
    }
    Suspended suspended = new Suspended(depth, waited, measured, measuredNanos());
    holder = null;
    return suspended;
  }

  /** Takes up what {@link #suspend} set aside, now that the caller holds the lock again. */
  void resume(@Nullable Suspended hold) {
    if (hold != null) {
      long now = hold.measured ? nanoClock.getAsLong() : 0;
      take(hold.depth, hold.waited, hold.measured, hold.nanos, now);
    }
  }

  long estimatedNanos() {
    return totals.estimatedNanos();
  }

  /** A hold that a wait for a condition interrupts. */
  record Suspended(int depth, boolean waited, boolean measured, long nanos) {}
}
