package io.lockmeter.bootstrap;

/**
 * A clock that costs a read of memory. A thread of the engine moves it on, about every millisecond
 * while {@link HotMonitors} needs it, and a few times a second otherwise.
 */
public final class CoarseClock {

  private static final int COUNT_BITS = 12;
  private static final long COUNT = (1L << COUNT_BITS) - 1;

  /** Time is kept in units of 1024 ns. */
  private static final int UNIT_SHIFT = 10;

  /** In this time the count of ticks may have come round; in units. */
  private static final long COUNTED = 1 << 20;

  /** Time, and below it how often the clock was moved, modulo a power of two. */
  private static long reading;

  /** What it showed before. */
  private static long previous;

  private CoarseClock() {}

  /** What the clock shows; between 0 and 2^62. */
  public static long reading() {
    return reading;
  }

  /** Moves the clock on to {@code now}. */
  public static void tick(long now) {
    previous = reading;
    reading = now >>> UNIT_SHIFT << COUNT_BITS | reading + 1 & COUNT;
  }

  /**
   * Whether the clock was moved more than once between two readings. If only once, they may lie
   * nanoseconds apart.
   */
  public static boolean tickedTwice(long from, long to) {
    return (to - from & COUNT) > 1 || units(from, to) > COUNTED;
  }

  /** When it was moved to what it showed, in nanoseconds. */
  public static long nanos(long reading) {
    return reading >>> COUNT_BITS << UNIT_SHIFT;
  }

  /**
   * When {@code from} was read, in nanoseconds: on average half-way between two ticks, which lie as
   * far apart as they do on average until {@code to}.
   */
  public static long readAt(long from, long to) {
    long ticks = to - from & COUNT;
    boolean counted = ticks != 0 && units(from, to) <= COUNTED;
    return nanos(from) + (counted ? (units(from, to) << UNIT_SHIFT) / (2 * ticks) : 0);
  }

  /**
   * Nanoseconds from the tick that {@code from} is of until the last one at or before {@code
   * until}, or 0 if there was none since.
   */
  public static long between(long from, long until) {
    long last = reading;
    if (nanos(last) > until) {
      last = previous;
    }
    return Math.max(0, nanos(last) - nanos(from));
  }

  private static long units(long from, long to) {
    return (to >>> COUNT_BITS) - (from >>> COUNT_BITS);
  }
}
