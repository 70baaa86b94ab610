package io.lockmeter.benchmarks.accuracy;

import io.lockmeter.benchmarks.harness.Tool;

/**
 * The waits for one lock in one run.
 *
 * @param waits how many there were
 * @param waitNanos how long they took altogether
 * @param reportedNanos how long they took according to the tool
 */
record WaitFigure(
    Regime regime, String lock, Tool tool, long waits, double waitNanos, double reportedNanos) {

  /** How much too high the tool's total is, in per cent of the truth. */
  double errorPercent() {
    return (reportedNanos / waitNanos - 1) * 100;
  }
}
