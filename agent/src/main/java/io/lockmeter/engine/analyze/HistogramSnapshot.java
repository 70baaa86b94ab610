package io.lockmeter.engine.analyze;

import java.util.List;

/**
 * Distribution of wait durations.
 *
 * @param boundsNanos upper bounds of the buckets, ascending, without the last, unbounded one
 * @param counts waits per bucket (not cumulative), one more than there are bounds
 * @param sumNanos sum of all durations
 */
public record HistogramSnapshot(List<Long> boundsNanos, List<Long> counts, long sumNanos) {}
