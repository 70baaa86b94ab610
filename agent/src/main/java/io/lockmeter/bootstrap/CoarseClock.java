package io.lockmeter.bootstrap;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock that costs a read of memory. A thread of the engine moves it on, about every millisecond
 * while {@link HotMonitors} needs it, and a few times a second otherwise.
 *
 * <p>On a busy machine that thread gets a processor late, and most likely just when another blocks:
 * its ticks would find more threads waiting than there are on average. So whoever reads the real
 * clock anyway on the way to a hot monitor {@linkplain #tickIfDue moves this one on} when it is
 * late.
 *
 * <p>Wait-free. Readings are plain: a thread may see one late.
 */
public final class CoarseClock {

  private static final int COUNT_BITS = 12;
  private static final long COUNT = (1L << COUNT_BITS) - 1;

  /** Time is kept in units of 1024 ns. */
  private static final int UNIT_SHIFT = 10;

  /** In this time the count of ticks may have come round; in units. */
  private static final long COUNTED = 1 << 20;

  /** How far apart ticks are to be while the clock is needed. */
  public static final int TICK_MILLIS = 1;

  private static final long TICK_NANOS = TICK_MILLIS * 1_000_000L;

  /** Time, and below it how often the clock was moved, modulo a power of two. */
  private static final AtomicLong READING = new AtomicLong();

  /** What it showed before. */
  private static long previous;

  private CoarseClock() {}

  /** What the clock shows; between 0 and 2^62. */
  public static long reading() {
    return READING.getPlain();
  }

  /** Moves the clock on to {@code now}, unless another thread moves it at the time. */
  public static void tick(long now) {
    move(reading(), now);
  }

  /** The same if its last tick is long enough ago. */
  public static void tickIfDue(long now) {
    long last = reading();
    if (now - nanos(last) >= TICK_NANOS) {
      move(last, now);
    }
  }

  private static void move(long from, long now) {
    long next = now >>> UNIT_SHIFT << COUNT_BITS | from + 1 & COUNT;
    if (READING.compareAndSet(from, next)) {
      previous = from;
    }
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
    long last = reading();
    if (nanos(last) > until) {
      last = previous;
    }
    return Math.max(0, nanos(last) - nanos(from));
  }

  private static long units(long from, long to) {
    return (to >>> COUNT_BITS) - (from >>> COUNT_BITS);
  }
}
