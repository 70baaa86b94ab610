package io.lockmeter.engine.record;

/**
 * Keeps stack captures of all threads together under a rate, so that their cost is bounded whatever
 * the program does. Written without synchronization: the limit is approximate.
 */
final class CaptureBudget {

  private static final long SLICE_NANOS = 50_000_000;

  private final int perSlice;
  private long sliceEnd;
  private int left;
  private long refused;

  CaptureBudget(int perSlice) {
    this.perSlice = perSlice;
  }

  boolean take(long now) {
    if (now > sliceEnd) {
      sliceEnd = now + SLICE_NANOS;
      left = perSlice;
    }
    if (left > 0) {
      left--;
      return true;
    }
    refused++;
    return false;
  }

  /** Captures that were left out, approximately. */
  long refused() {
    return refused;
  }
}
