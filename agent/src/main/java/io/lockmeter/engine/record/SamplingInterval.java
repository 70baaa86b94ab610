package io.lockmeter.engine.record;

/** Makes the interval between samples follow the rate of what is sampled. */
final class SamplingInterval {

  private SamplingInterval() {}

  /**
   * The interval after one that took {@code elapsedNanos}: doubled, up to {@code most}, if that was
   * less than {@code spacingNanos}, and halved, down to one, if it was more than four times that.
   */
  static int next(int interval, long elapsedNanos, long spacingNanos, int most) {
    if (elapsedNanos < spacingNanos) {
      return Math.min(most, interval * 2);
    }
    return elapsedNanos > 4 * spacingNanos && interval > 1 ? interval / 2 : interval;
  }

  /** The state of a generator after {@code random}, which is not 0. */
  static int nextRandom(int random) {
    int x = random;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return x;
  }

  /** How many go by until the next of which one in {@code interval} is drawn: uniform around it. */
  static int gap(int random, int interval) {
    return (random & 0x7fffffff) % (2 * interval - 1);
  }
}
