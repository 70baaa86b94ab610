package io.lockmeter.engine.record;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * Distribution of all waits in powers of ten, from 1 us to 10 s. Thread-safe; adding never waits.
 */
public final class WaitHistogram {

  private static final long[] BOUNDS = {
    1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000L
  };

  private final LongAdder[] counts = new LongAdder[BOUNDS.length + 1];
  private final LongAdder sum = new LongAdder();

  WaitHistogram() {
    for (int i = 0; i < counts.length; i++) {
      counts[i] = new LongAdder();
    }
  }

  /** Adds {@code waits} of {@code nanos}, which took {@code total} together. */
  void add(long nanos, int waits, long total) {
    int bucket = 0;
    while (bucket < BOUNDS.length && nanos > BOUNDS[bucket]) {
      bucket++;
    }
    counts[bucket].add(waits);
    sum.add(total);
  }

  /** Upper bounds in nanoseconds; the last bucket has none. */
  public static List<Long> bounds() {
    List<Long> bounds = new ArrayList<>();
    for (long bound : BOUNDS) {
      bounds.add(bound);
    }
    return bounds;
  }

  public List<Long> counts() {
    List<Long> values = new ArrayList<>();
    for (LongAdder count : counts) {
      values.add(count.sum());
    }
    return values;
  }

  public long sumNanos() {
    return sum.sum();
  }
}
