package io.lockmeter.locks;

import java.time.Duration;

/** Durations as callers give them. */
final class Timeouts {

  private Timeouts() {}

  /** The timeout in nanoseconds, 292 years where it is longer. */
  static long nanos(Duration timeout) {
    if (timeout.isNegative()) {
      throw new IllegalArgumentException("timeout must not be negative, but is " + timeout);
    }
    return timeout.compareTo(Duration.ofNanos(Long.MAX_VALUE)) < 0
        ? timeout.toNanos()
        : Long.MAX_VALUE;
  }
}
