package io.lockmeter.engine.export.metrics;

import io.lockmeter.engine.analyze.LockSnapshot;

/**
 * What one series shows.
 *
 * @param ratio wait ratio of the last window; of several locks the highest
 */
record LockState(Totals totals, long waitMaxNanos, int waiters, double ratio, boolean flagged) {

  static final LockState NONE = new LockState(Totals.NONE, 0, 0, 0, false);

  /** Takes over the totals and forgets what else was shown. */
  LockState restarted() {
    return new LockState(totals, 0, 0, 0, false);
  }

  /** Adds what {@code lock} did since it was looked at before. */
  LockState with(LockSnapshot lock, Totals increase) {
    return new LockState(
        totals.plus(increase),
        Math.max(waitMaxNanos, lock.waitMaxNanos()),
        waiters + lock.waiters(),
        Math.max(ratio, lock.waitRatioWindow()),
        flagged || lock.flagged());
  }
}
