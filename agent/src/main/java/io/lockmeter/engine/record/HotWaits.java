package io.lockmeter.engine.record;

import io.lockmeter.bootstrap.CoarseClock;

/**
 * Estimates how long threads waited for a hot monitor, from entries that are drawn and from all
 * others, without bias and with little variance.
 *
 * <p>Each wait is cut in two. What lies within the first {@link #SHORT_NANOS} is known of drawn
 * entries, which count as many times as they stand for; as that part is short, no single one weighs
 * much. What goes beyond is known of every entry, in ticks of {@link CoarseClock}: a tick that
 * finds a thread waiting for longer than that, counted from its end, stands for the time since the
 * tick before.
 */
final class HotWaits {

  static final long SHORT_NANOS = 20_000;

  private HotWaits() {}

  /** What a drawn entry adds that took {@code nanos} and stands for {@code weight}. */
  static long ofDrawn(long nanos, int weight) {
    return Math.min(nanos, SHORT_NANOS) * weight;
  }

  /**
   * What every entry adds besides.
   *
   * @param reading of the coarse clock when the thread came
   * @param now when it had entered, or is looked at
   */
  static long ofAny(long reading, long now) {
    return CoarseClock.between(reading, now - SHORT_NANOS);
  }
}
