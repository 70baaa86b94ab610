package io.lockmeter.bootstrap;

/**
 * Draws the entries to be timed of monitors that are entered so often that to time, or even to
 * note, each entry would slow down everybody who waits for them.
 *
 * <p>The engine says which these are, and one in how many entries is to be drawn ({@link
 * InflatedMonitors#heat}). Each thread has a purse of its own: an entry takes its cost out of it,
 * and is drawn if that empties it. What is put in then is distributed exponentially. As that has no
 * memory, each entry is drawn with its probability, whatever else its thread enters.
 *
 * <p>An entry that is not drawn still shows if it took long: its token is a reading of {@link
 * CoarseClock}, and so does its hold. And a thread says what it is about to enter, for those who
 * look while it waits.
 *
 * <p>Wait-free. Threads whose ids share a remainder share a stripe without synchronization: one may
 * hide what the other is about to enter, or spend its units.
 */
public final class HotMonitors {

  /** What is put into a purse on average. */
  private static final int UNITS = 1 << 16;

  /** How many stripes there are. */
  public static final int STRIPES = 256;

  /** Tokens below are of entries that were not drawn; no hold has one as low. */
  public static final long TOKENS = -1L << 62;

  // A stripe fills two cache lines of its own.
  private static final int SHIFT = 4;

  private static final int RANDOM_BITS = 31;

  private static final int LEFT = 0;
  private static final int RANDOM = 1;
  private static final int TOKEN = 2;
  private static final int MARK = 3;
  private static final int THREAD = 4;

  private static final long[] STATE = new long[STRIPES << SHIFT];

  static {
    for (int i = 0; i < STRIPES; i++) {
      STATE[(i << SHIFT) + RANDOM] = (i + 1) * 0x9E3779B97F4A7C15L;
    }
  }

  private HotMonitors() {}

  /** Pays for an entry, and tells whether it is drawn. */
  public static boolean drawn(long threadId, int cost) {
    int base = base(threadId);
    long left = STATE[base + LEFT] - cost;
    boolean drawn = left < 0;
    STATE[base + LEFT] = drawn ? (long) (-Math.log(uniform(base)) * UNITS) : left;
    return drawn;
  }

  /** What an entry costs of which one in {@code interval} is to be drawn, two or more. */
  static int cost(int interval) {
    return (int) Math.round(-Math.log(1 - 1.0 / interval) * UNITS);
  }

  /**
   * Says that the thread is about to enter the monitor with that mark word.
   *
   * @return the token of the entry
   */
  public static long entering(long threadId, long mark) {
    int base = base(threadId);
    long token = token();
    STATE[base + MARK] = mark;
    STATE[base + THREAD] = threadId;
    STATE[base + TOKEN] = token;
    return token;
  }

  /** Says that the thread has entered it. */
  public static void entered(long threadId) {
    STATE[base(threadId) + TOKEN] = 0;
  }

  /** A token as of now. */
  public static long token() {
    return CoarseClock.reading() | Long.MIN_VALUE;
  }

  /** What {@link CoarseClock} showed when that token was made. */
  public static long reading(long token) {
    return token & Long.MAX_VALUE;
  }

  /** The token of the entry that a thread of that stripe is about to make, or 0. */
  public static long tokenOf(int stripe) {
    return STATE[(stripe << SHIFT) + TOKEN];
  }

  /** The mark word of the monitor that it is about to enter. */
  public static long markOf(int stripe) {
    return STATE[(stripe << SHIFT) + MARK];
  }

  /** The id of that thread. */
  public static long threadOf(int stripe) {
    return STATE[(stripe << SHIFT) + THREAD];
  }

  private static int base(long threadId) {
    return ((int) threadId & STRIPES - 1) << SHIFT;
  }

  private static double uniform(int base) {
    return (random(base) + 0.5) / (1L << RANDOM_BITS);
  }

  private static long random(int base) {
    long x = STATE[base + RANDOM];
    x ^= x << 13;
    x ^= x >>> 7;
    x ^= x << 17;
    STATE[base + RANDOM] = x;
    return x >>> (Long.SIZE - RANDOM_BITS);
  }
}
