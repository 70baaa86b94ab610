package io.lockmeter.engine.analyze;

import java.util.List;

/**
 * One lock name and kind at one moment. Totals are over the whole run and never decrease; times are
 * in nanoseconds; ratios lie between 0 and 1.
 *
 * @param lock what the developer would call it
 * @param kind value of the {@code kind} label, as in {@code reentrant}
 * @param lockClass class of the lock object
 * @param instances how many lock objects had this name
 * @param acquisitions estimated acquisitions, contended and not
 * @param contended number of attempts that had to wait, abandoned ones included
 * @param abandoned waits that timed out or were interrupted
 * @param waitNanos wait, waits in flight included
 * @param waitMaxNanos longest single wait
 * @param holdNanos estimated hold
 * @param executionNanos execution time of the threads that attempted the lock
 * @param waiters threads waiting now
 * @param waitRatio wait / execution time over the whole run
 * @param waitRatioWindow the same over the last complete window
 * @param waitRatioPeak the same over the worst window
 * @param flagged whether it is flagged now
 * @param everFlagged whether it was flagged at any time
 * @param sites where threads waited, most wait first
 * @param holders who made them wait, most wait first
 * @param history the windows before
 */
public record LockSnapshot(
    String lock,
    String kind,
    String lockClass,
    int instances,
    long acquisitions,
    long contended,
    long abandoned,
    long waitNanos,
    long waitMaxNanos,
    long holdNanos,
    long executionNanos,
    int waiters,
    double waitRatio,
    double waitRatioWindow,
    double waitRatioPeak,
    boolean flagged,
    boolean everFlagged,
    List<SiteSnapshot> sites,
    List<HolderSnapshot> holders,
    LockHistory history) {

  /** One without a history. */
  public LockSnapshot(
      String lock,
      String kind,
      String lockClass,
      int instances,
      long acquisitions,
      long contended,
      long abandoned,
      long waitNanos,
      long waitMaxNanos,
      long holdNanos,
      long executionNanos,
      int waiters,
      double waitRatio,
      double waitRatioWindow,
      double waitRatioPeak,
      boolean flagged,
      boolean everFlagged,
      List<SiteSnapshot> sites,
      List<HolderSnapshot> holders) {
    this(
        lock,
        kind,
        lockClass,
        instances,
        acquisitions,
        contended,
        abandoned,
        waitNanos,
        waitMaxNanos,
        holdNanos,
        executionNanos,
        waiters,
        waitRatio,
        waitRatioWindow,
        waitRatioPeak,
        flagged,
        everFlagged,
        sites,
        holders,
        LockHistory.NONE);
  }
}
