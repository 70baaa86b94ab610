package io.lockmeter.benchmarks.accuracy;

import java.util.List;

/** A way to use locks so that acquisitions and holds can be counted. */
enum Load {
  /** One thread, which does nothing while it holds the lock; holds are too short to be known. */
  FREE("free", 1, 300_000, 0, false),
  /** One thread that holds the lock for up to 40 us. */
  HELD("held", 1, 4000, 40_000, false),
  /** The same of monitors that are inflated, as a thread waits in them. */
  INFLATED("inflated", 1, 4000, 40_000, true),
  /** One thread and empty sections, as for {@link #FREE}, of inflated monitors. */
  INFLATED_FREE("inflated free", 1, 300_000, 0, true),
  /** Three threads that hold the lock for up to 40 us and leave it for as long. */
  CONTENDED("contended", 3, 1500, 40_000, false),
  /**
   * As {@link #HELD}, of monitors, and each time the thread waits in it for 1 ms, which is no hold.
   */
  WAITING("waiting", 1, 300, 40_000, false);

  final String label;
  final int threads;
  final int acquisitions;
  final long maxHoldNanos;
  final boolean inflated;

  Load(String label, int threads, int acquisitions, long maxHoldNanos, boolean inflated) {
    this.label = label;
    this.threads = threads;
    this.acquisitions = acquisitions;
    this.maxHoldNanos = maxHoldNanos;
    this.inflated = inflated;
  }

  List<String> locks() {
    return KnownLocks.LABELS.stream()
        .filter(label -> !(inflated || this == WAITING) || label.startsWith("monitor"))
        .toList();
  }
}
