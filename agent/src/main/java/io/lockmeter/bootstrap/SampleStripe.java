package io.lockmeter.bootstrap;

/**
 * State of the acquisition sampler for the threads whose ids share a remainder. Written without
 * synchronization: two threads that share a stripe and run at once may lose a tick or a measured
 * hold.
 */
public final class SampleStripe {

  /** How many holds can be measured at once. */
  public static final int SLOTS = 4;

  // A stripe fills cache lines of its own, so that threads on neighbouring stripes do not share
  // one.
  long p0, p1, p2, p3, p4, p5, p6, p7;

  final int index;

  /** How many acquisitions the next drawn one stands for. */
  public int interval = 1;

  /** When the last acquisition was drawn. */
  public long drawnAt;

  /** State of the generator that makes gaps irregular. */
  public int random;

  /** The locks whose holds are being measured, with gaps. */
  public final Object[] held = new Object[SLOTS];

  /** Their kinds. */
  public final int[] kind = new int[SLOTS];

  /** The ids of the threads that hold them. */
  public final long[] holder = new long[SLOTS];

  /** When they were acquired. */
  public final long[] since = new long[SLOTS];

  /** How many acquisitions each hold stands for. */
  public final int[] weight = new int[SLOTS];

  long q0, q1, q2, q3, q4, q5, q6, q7;

  SampleStripe(int index, int seed) {
    this.index = index;
    random = seed;
  }
}
