package io.lockmeter.locks;

import io.lockmeter.locks.ProfiledLock.Statistics;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;

/**
 * What a lock has measured. Does not refer to the lock. Written by the holder of the lock, apart
 * from {@link #abandoned}, and read by all threads.
 */
final class LockTotals {

  private static final VarHandle ACQUISITIONS;

  static {
    try {
      ACQUISITIONS =
          MethodHandles.lookup().findVarHandle(LockTotals.class, "acquisitions", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final String name;
  private final String kind;
  private final WaitTotals waits = new WaitTotals();
  private final WaitTotals abandonedWaits = new WaitTotals();
  private final HoldTotals holds = new HoldTotals();
  private long acquisitions;

  LockTotals(String name, String kind) {
    this.name = name;
    this.kind = kind;
  }

  HoldTotals holds() {
    return holds;
  }

  void acquired() {
    ACQUISITIONS.setOpaque(this, acquisitions + 1);
  }

  void acquiredAfter(long waitNanos) {
    acquired();
    waits.add(waitNanos);
  }

  /** For threads that do not hold the lock. */
  void abandoned(long waitNanos) {
    abandonedWaits.addConcurrently(waitNanos);
  }

  Statistics read() {
    List<Long> histogram = new ArrayList<>(WaitTotals.BUCKETS);
    long contended = 0;
    long abandoned = 0;
    for (int bucket = 0; bucket < WaitTotals.BUCKETS; bucket++) {
      long ended = waits.inBucket(bucket);
      long givenUp = abandonedWaits.inBucket(bucket);
      contended += ended;
      abandoned += givenUp;
      histogram.add(ended + givenUp);
    }
    return new Statistics(
        name,
        kind,
        (long) ACQUISITIONS.getOpaque(this),
        contended,
        abandoned,
        waits.total() + abandonedWaits.total(),
        Math.max(waits.max(), abandonedWaits.max()),
        histogram,
        holds.nanos());
  }
}
