package io.lockmeter.locks.metrics;

import io.lockmeter.locks.ProfiledLock.Statistics;

/** What several locks have measured together. */
record Totals(
    long acquisitions,
    long contended,
    long abandoned,
    long waitNanos,
    long waitMaxNanos,
    long holdNanos) {

  static final Totals NONE = new Totals(0, 0, 0, 0, 0, 0);

  Totals plus(Statistics lock) {
    return plus(
        new Totals(
            lock.acquisitions(),
            // The agent's meter counts attempts, whatever became of them.
            lock.contended() + lock.abandoned(),
            lock.abandoned(),
            lock.waitNanos(),
            lock.waitMaxNanos(),
            lock.holdNanos()));
  }

  Totals plus(Totals other) {
    return new Totals(
        acquisitions + other.acquisitions,
        contended + other.contended,
        abandoned + other.abandoned,
        waitNanos + other.waitNanos,
        Math.max(waitMaxNanos, other.waitMaxNanos),
        holdNanos + other.holdNanos);
  }
}
