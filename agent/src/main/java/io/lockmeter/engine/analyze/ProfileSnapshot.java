package io.lockmeter.engine.analyze;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/**
 * Everything the profiler knows at one moment.
 *
 * @param startedAt when the agent began to record
 * @param uptimeNanos how long it has recorded
 * @param windowNanos length of a window
 * @param flagRatio limit of the wait ratio
 * @param locks all locks that were seen, most wait first
 * @param histogram durations of all waits that have ended
 * @param windowEnds when the last complete windows ended, oldest first
 * @param dropped what was not recorded, by reason
 */
public record ProfileSnapshot(
    Instant startedAt,
    long uptimeNanos,
    long windowNanos,
    double flagRatio,
    List<LockSnapshot> locks,
    HistogramSnapshot histogram,
    List<Instant> windowEnds,
    SortedMap<String, Long> dropped) {

  /** One without past windows. */
  public ProfileSnapshot(
      Instant startedAt,
      long uptimeNanos,
      long windowNanos,
      double flagRatio,
      List<LockSnapshot> locks,
      HistogramSnapshot histogram,
      SortedMap<String, Long> dropped) {
    this(startedAt, uptimeNanos, windowNanos, flagRatio, locks, histogram, List.of(), dropped);
  }
}
