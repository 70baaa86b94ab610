package io.lockmeter.locks;

/**
 * Hold times: exact for acquisitions that waited, whose clock reads are paid for already, and
 * estimated from one in 64 on average of the others. Guarded by the lock that it belongs to.
 */
final class HoldTotals {

  private static final int MEAN_GAP = 64;

  private long contendedNanos;
  private long sampledNanos;
  private long sampled;
  private long uncontended;
  private int untilNext;
  private int random = System.identityHashCode(this) | 1;

  /** Whether the hold that begins is to be measured. The first one is. */
  boolean draw() {
    if (--untilNext >= 0) {
      return false;
    }
    // Irregular gaps, so that a program with a period of its own is sampled fairly. The generator
    // is
    // xorshift (Marsaglia, Journal of Statistical Software 8, 2003).
    random ^= random << 13;
    random ^= random >>> 17;
    random ^= random << 5;
    untilNext = random & (2 * MEAN_GAP - 1);
    return true;
  }

  void endedContended(long nanos) {
    contendedNanos += nanos;
  }

  void endedSampled(long nanos) {
    sampledNanos += nanos;
    sampled++;
    uncontended++;
  }

  void endedUnmeasured() {
    uncontended++;
  }

  long estimatedNanos() {
    long count = sampled;
    double mean = count == 0 ? 0 : (double) sampledNanos / count;
    return contendedNanos + Math.round(mean * uncontended);
  }
}
