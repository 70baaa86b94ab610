package io.lockmeter.missioncontrol;

/**
 * Totals of one lock since the agent started, at one moment; times in nanoseconds.
 *
 * @param uptime how long the agent had recorded
 * @param contended attempts that had to wait
 * @param acquisitions all acquisitions, estimated
 * @param waitNanos exact wait
 * @param holdNanos hold, estimated
 * @param execution execution time of the threads that attempted the lock
 * @param windowRatio wait ratio of the last window
 * @param peakRatio that of the worst window
 * @param everFlagged whether the agent flagged the lock at any time
 */
record Totals(
    long uptime,
    long contended,
    long acquisitions,
    long waitNanos,
    long holdNanos,
    long execution,
    double windowRatio,
    double peakRatio,
    boolean everFlagged) {

  static final Totals NONE = new Totals(0, 0, 0, 0, 0, 0, 0, 0, false);
}
