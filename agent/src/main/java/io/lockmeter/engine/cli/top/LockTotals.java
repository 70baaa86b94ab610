package io.lockmeter.engine.cli.top;

/**
 * What a report says of one lock. Times are seconds, ratios lie between 0 and 1.
 *
 * @param contended acquisitions that had to wait
 * @param waiters threads that wait now
 * @param windowRatio wait ratio of the last complete window
 * @param runRatio wait ratio of the whole run
 */
record LockTotals(
    String lock,
    String kind,
    boolean flagged,
    double windowRatio,
    double runRatio,
    long contended,
    double waitSeconds,
    long waiters,
    long acquisitions,
    double holdSeconds) {

  /** Mean wait; 0 if there was none. */
  double meanWaitSeconds() {
    return waitSeconds / Math.max(1, contended);
  }

  /** Mean hold; 0 if none was seen. */
  double meanHoldSeconds() {
    return holdSeconds / Math.max(1, acquisitions);
  }

  boolean waitedFor() {
    return contended > 0 || waiters > 0;
  }
}
