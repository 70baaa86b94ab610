package io.lockmeter.engine.record;

import io.lockmeter.bootstrap.LockProbe;
import io.lockmeter.bootstrap.SampleStripe;

/**
 * Chooses how long the gap to the next drawn acquisition is.
 *
 * <p>Threads that acquire rarely are drawn every time; the interval doubles while draws come faster
 * than {@link #SPACING_NANOS} apart, up to {@link #MAX_INTERVAL}. Gaps are uniform around the
 * interval, so that a loop with a period of its own is not drawn at the same lock each time. Each
 * drawn acquisition stands for as many as its gap was long on average, which makes the sum
 * unbiased.
 */
final class AcquisitionSampler {

  static final int MAX_INTERVAL = 256;
  private static final long SPACING_NANOS = 50_000;

  private AcquisitionSampler() {}

  /** Starts the next gap and returns the weight of the acquisition that was just drawn. */
  static int draw(SampleStripe stripe, long now) {
    int weight = stripe.interval;
    long elapsed = now - stripe.drawnAt;
    stripe.drawnAt = now;
    int interval = SamplingInterval.next(weight, elapsed, SPACING_NANOS, MAX_INTERVAL);
    stripe.interval = interval;
    stripe.random = SamplingInterval.nextRandom(stripe.random);
    LockProbe.skip(stripe, SamplingInterval.gap(stripe.random, interval));
    return weight;
  }
}
