package io.lockmeter.locks;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Hold times: exact for acquisitions that waited, whose clock reads are paid for already, and
 * estimated from samples of the others. Each sample stands for itself and those passed over before
 * it, so the estimate is without bias and never goes back.
 *
 * <p>Guarded by the lock that it belongs to, apart from {@link #nanos}, which all threads may ask.
 */
final class HoldTotals {

  private static final VarHandle NANOS;

  static {
    try {
      NANOS = MethodHandles.lookup().findVarHandle(HoldTotals.class, "nanos", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final int MAX_GAP = 128;

  /** Gaps stay under this part of the holds so far, so that a seldom used lock is measured too. */
  private static final int SHARE = 8;

  private long nanos;
  private long begun;
  private int untilNext;
  private int gap;
  private int random = System.identityHashCode(this) | 1;

  /**
   * Decides whether the hold that begins is to be measured.
   *
   * @return for how many holds it stands; 0 if it is passed over
   */
  int draw() {
    if (--untilNext >= 0) {
      return 0;
    }
    int weight = gap + 1;
    begun += weight;
    // Irregular gaps, so that a program with a period of its own is sampled fairly. The generator
    // is xorshift (Marsaglia, Journal of Statistical Software 8, 2003).
    random ^= random << 13;
    random ^= random >>> 17;
    random ^= random << 5;
    gap = random & (gapBound() - 1);
    untilNext = gap;
    return weight;
  }

  private int gapBound() {
    long share = Math.min(MAX_GAP, begun / SHARE);
    return share <= 1 ? 1 : Integer.highestOneBit((int) share);
  }

  /** A measured hold ended, which stands for {@code weight} holds. */
  void ended(long measured, int weight) {
    NANOS.setOpaque(this, nanos + measured * weight);
  }

  long nanos() {
    return (long) NANOS.getOpaque(this);
  }
}
