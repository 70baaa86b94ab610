package io.lockmeter.missioncontrol;

/**
 * What a recording says of one lock.
 *
 * @param key which lock
 * @param ratio wait / execution time in the recording
 * @param peakRatio that of the worst window of the run
 * @param contended attempts in the recording that had to wait
 * @param waitNanos wait in the recording
 * @param meanHoldNanos mean hold, or 0 if it was not measured
 * @param busy whether enough threads waited for the ratio to matter
 * @param everFlagged whether the agent flagged the lock
 */
record LockFigures(
    LockKey key,
    double ratio,
    double peakRatio,
    long contended,
    long waitNanos,
    long meanHoldNanos,
    boolean busy,
    boolean everFlagged) {

  /** The agent flags no lock below either: they would be alarms about idle programs. */
  private static final int LEAST_WAITS = 20;

  private static final double LEAST_WAITING = 0.05;

  /** What came to the totals {@code from} until they were {@code to}. */
  static LockFigures between(LockKey key, Totals from, Totals to) {
    long nanos = to.uptime() - from.uptime();
    long contended = to.contended() - from.contended();
    long wait = to.waitNanos() - from.waitNanos();
    return new LockFigures(
        key,
        ratio(wait, to.execution() - from.execution()),
        to.peakRatio(),
        contended,
        wait,
        to.holdNanos() / Math.max(1, to.acquisitions()),
        contended >= LEAST_WAITS && wait >= LEAST_WAITING * nanos,
        to.everFlagged());
  }

  /** What a single moment of a long run tells: its last window. */
  static LockFigures lastWindow(LockKey key, Totals totals) {
    return new LockFigures(
        key,
        totals.windowRatio(),
        totals.peakRatio(),
        totals.contended(),
        totals.waitNanos(),
        totals.holdNanos() / Math.max(1, totals.acquisitions()),
        totals.contended() >= LEAST_WAITS,
        totals.everFlagged());
  }

  private static double ratio(long wait, long execution) {
    return execution <= 0 ? 0 : Math.min(1, (double) wait / execution);
  }

  long meanWaitNanos() {
    return waitNanos / Math.max(1, contended);
  }
}
