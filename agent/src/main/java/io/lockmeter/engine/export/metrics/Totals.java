package io.lockmeter.engine.export.metrics;

import io.lockmeter.engine.analyze.LockSnapshot;

/** What only ever grows. */
record Totals(
    long waitNanos,
    long executionNanos,
    long contended,
    long acquisitions,
    long holdNanos,
    long abandoned) {

  static final Totals NONE = new Totals(0, 0, 0, 0, 0, 0);

  static Totals of(LockSnapshot lock) {
    return new Totals(
        lock.waitNanos(),
        lock.executionNanos(),
        lock.contended(),
        lock.acquisitions(),
        lock.holdNanos(),
        lock.abandoned());
  }

  Totals plus(Totals other) {
    return new Totals(
        waitNanos + other.waitNanos,
        executionNanos + other.executionNanos,
        contended + other.contended,
        acquisitions + other.acquisitions,
        holdNanos + other.holdNanos,
        abandoned + other.abandoned);
  }

  Totals minus(Totals other) {
    return new Totals(
        waitNanos - other.waitNanos,
        executionNanos - other.executionNanos,
        contended - other.contended,
        acquisitions - other.acquisitions,
        holdNanos - other.holdNanos,
        abandoned - other.abandoned);
  }

  /** The greater of each pair: estimates may shrink when they are refined, counters must not. */
  Totals max(Totals other) {
    return new Totals(
        Math.max(waitNanos, other.waitNanos),
        Math.max(executionNanos, other.executionNanos),
        Math.max(contended, other.contended),
        Math.max(acquisitions, other.acquisitions),
        Math.max(holdNanos, other.holdNanos),
        Math.max(abandoned, other.abandoned));
  }
}
