package io.lockmeter.benchmarks.accuracy;

import java.util.concurrent.TimeUnit;

/** How long a lock is held while another thread waits for it, and how often. */
enum Regime {
  LONG("5-50 ms", TimeUnit.MILLISECONDS.toNanos(5), TimeUnit.MILLISECONDS.toNanos(50), 40, 4),
  SHORT(
      "50-500 us",
      TimeUnit.MICROSECONDS.toNanos(50),
      TimeUnit.MICROSECONDS.toNanos(500),
      4000,
      200),
  TINY("2 us", TimeUnit.MICROSECONDS.toNanos(2), TimeUnit.MICROSECONDS.toNanos(2), 100_000, 10_000);

  final String label;
  final long minNanos;
  final long maxNanos;
  final int rounds;
  final int quickRounds;

  Regime(String label, long minNanos, long maxNanos, int rounds, int quickRounds) {
    this.label = label;
    this.minNanos = minNanos;
    this.maxNanos = maxNanos;
    this.rounds = rounds;
    this.quickRounds = quickRounds;
  }
}
