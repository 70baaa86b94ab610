package io.lockmeter.engine.record;

/**
 * Chooses which locks that nobody has waited for get an entry when an acquisition of theirs is
 * drawn. Programs make such locks by the thousand, one for each connection or task, and an entry
 * takes a stack and a name.
 *
 * <p>Each one is chosen as long as there are fewer than {@link #PER_SECOND} a second, with a {@link
 * #BURST} to begin with, else one in so many, with irregular gaps. A chosen one stands for as many
 * drawn acquisitions as its gap was long on average, which leaves the sum unbiased.
 *
 * <p>Written without synchronization: threads that draw at once may lose a step of the gap.
 */
final class NewLockSampler {

  static final int MAX_INTERVAL = 128;
  static final int PER_SECOND = 20;
  static final int BURST = 200;

  private static final long SPACING_NANOS = 1_000_000_000L / PER_SECOND;

  private int interval = 1;
  private int gap;
  private int random = 0x9E3779B9;

  /** Up to when the locks chosen so far have used up what is allowed. */
  private long usedUntil = -BURST * SPACING_NANOS;

  /** How many drawn acquisitions this one stands for, or 0 if its lock is not chosen. */
  int draw(long now) {
    if (--gap >= 0) {
      return 0;
    }
    int weight = interval;
    usedUntil = Math.max(usedUntil, now - BURST * SPACING_NANOS) + SPACING_NANOS;
    if (usedUntil > now) {
      usedUntil = now;
      interval = Math.min(MAX_INTERVAL, 2 * interval);
    } else if (interval > 1 && now - usedUntil > PER_SECOND * SPACING_NANOS) {
      interval /= 2;
    }
    random = SamplingInterval.nextRandom(random);
    gap = SamplingInterval.gap(random, interval);
    return weight;
  }
}
