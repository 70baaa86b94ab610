package io.lockmeter.engine.analyze;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One lock name of one kind: what is settled, what the present look adds, and the window so far.
 * Used under the aggregator's lock only.
 */
final class LockStats {

  static final float[] NO_RATIOS = {};

  final String lock;
  final String kind;
  final FlagRule rule;
  private final String lockClass;

  /** Totals of lock objects that are gone, and of waits that the JVM measured. */
  final LockTotals settled = new LockTotals();

  final CallTree waitCalls = new CallTree();
  final CallTree holderCalls = new CallTree();

  /** The ratios of the last windows, or {@link #NO_RATIOS}; kept by {@link WindowHistory}. */
  float[] ratios = NO_RATIOS;

  /** End of the window that flagged it, or null while it is not flagged. */
  @Nullable Instant flaggedSince;

  /** Totals at this moment; filled anew at each look. */
  LockTotals current = new LockTotals();

  /** Execution time of all complete windows. */
  private long execution;

  /** Execution time, in this window, of threads that have ended. */
  long endedExecution;

  /** Execution time, in this window, of live threads; filled anew at each look. */
  long liveExecution;

  /** The last thread counted, so that one that took several locks of this name counts once. */
  long lastCounted;

  // Counters never go back, though a look may miss a wait that ends while it is taken.
  private long shownWait;
  private long shownContended;
  private long shownExecution;
  private long shownAcquisitions;

  private long waitAtWindowStart;
  private long contendedAtWindowStart;
  private double windowRatio;
  private double peakRatio;

  LockStats(String lock, String kind, String lockClass, double limit) {
    this.lock = lock;
    this.kind = kind;
    this.lockClass = lockClass;
    this.rule = new FlagRule(limit);
  }

  void beginLook() {
    current = new LockTotals();
    current.addAll(settled);
    liveExecution = 0;
  }

  /** Takes the look's sums over; must follow {@link #beginLook} and everything added since. */
  void endLook() {
    shownWait = Math.max(shownWait, current.wait);
    shownContended = Math.max(shownContended, current.contended);
    shownAcquisitions =
        Math.max(
            shownAcquisitions,
            Math.max(current.acquisitions, shownContended - current.abandoned - current.waiters));
    // A thread was alive for as long as it waited, whatever was seen of it otherwise.
    long window = Math.max(endedExecution + liveExecution, shownWait - waitAtWindowStart);
    shownExecution = Math.max(shownExecution, execution + window);
  }

  /** Closes the window of {@code nanos}; returns whether the lock was flagged or cleared by it. */
  boolean endWindow(long nanos) {
    long wait = shownWait - waitAtWindowStart;
    long executed = shownExecution - execution;
    long contended = shownContended - contendedAtWindowStart;
    windowRatio = ratio(wait, executed);
    peakRatio = Math.max(peakRatio, windowRatio);
    execution = shownExecution;
    endedExecution = 0;
    waitAtWindowStart = shownWait;
    contendedAtWindowStart = shownContended;
    return rule.window(windowRatio, contended, (double) wait / nanos);
  }

  double windowRatio() {
    return windowRatio;
  }

  boolean seen() {
    return shownContended > 0 || shownAcquisitions > 0;
  }

  /**
   * @param partial whether the window in progress is long enough to count as one
   * @param windowRatios the ratios of the windows before
   */
  LockSnapshot snapshot(boolean partial, List<Double> windowRatios) {
    double inProgress = ratio(shownWait - waitAtWindowStart, shownExecution - execution);
    double last = partial ? inProgress : windowRatio;
    return new LockSnapshot(
        lock,
        kind,
        lockClass,
        current.instances,
        shownAcquisitions,
        shownContended,
        current.abandoned,
        shownWait,
        current.waitMax,
        current.hold,
        shownExecution,
        current.waiters,
        ratio(shownWait, shownExecution),
        last,
        Math.max(peakRatio, last),
        rule.flagged(),
        rule.everFlagged(),
        current.sites.sites(shownContended, shownWait, waitCalls),
        current.holders.holders(shownWait, holderCalls),
        new LockHistory(flaggedSince, windowRatios));
  }

  private static double ratio(long wait, long execution) {
    return execution <= 0 ? 0 : Math.min(1, (double) wait / execution);
  }
}
