package io.lockmeter.sample;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** Durations of requests. One thread adds to it; percentiles are exact. */
final class Latencies {

  private long[] nanos = new long[1024];
  private int count;

  /** All of {@code parts} together. */
  static Latencies merge(List<Latencies> parts) {
    Latencies all = new Latencies();
    all.nanos = parts.stream().flatMapToLong(Latencies::stream).sorted().toArray();
    all.count = all.nanos.length;
    return all;
  }

  private LongStream stream() {
    return Arrays.stream(nanos, 0, count);
  }

  void add(long duration) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = duration;
  }

  int count() {
    return count;
  }

  /** The duration that {@code percent} of all requests did not exceed; zero if there were none. */
  Duration percentile(double percent) {
    if (count == 0) {
      return Duration.ZERO;
    }
    int rank = (int) Math.ceil(percent / 100 * count);
    return Duration.ofNanos(stream().sorted().skip(Math.max(0, rank - 1)).findFirst().orElse(0));
  }
}
