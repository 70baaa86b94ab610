package io.lockmeter.bootstrap;

/**
 * A clock that costs a read of memory. A thread of the engine moves it on, about every millisecond
 * while {@link HotMonitors} needs it, and a few times a second otherwise.
 */
public final class CoarseClock {

  private static final int COUNT_BITS = 12;
  private static final long COUNT = (1L << COUNT_BITS) - 1;
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final int LONG_MILLIS = 1000;

  /** Milliseconds, and below them how often the clock was moved, modulo a power of two. */
  private static long reading;

  private CoarseClock() {}

  /** What the clock shows; between 0 and 2^62. */
  public static long reading() {
    return reading;
  }

  /** Moves the clock on to {@code now}. */
  public static void tick(long now) {
    reading = now / NANOS_PER_MILLI << COUNT_BITS | reading + 1 & COUNT;
  }

  /** The time that it showed, in nanoseconds: that of the last tick before. */
  public static long nanos(long reading) {
    return (reading >>> COUNT_BITS) * NANOS_PER_MILLI;
  }

  /**
   * Whether the clock was moved more than once between two readings. If only once, they may lie
   * nanoseconds apart.
   */
  public static boolean tickedTwice(long from, long to) {
    return (to - from & COUNT) > 1 || (to >>> COUNT_BITS) - (from >>> COUNT_BITS) > LONG_MILLIS;
  }
}
