package io.lockmeter.bootstrap;

import org.jspecify.annotations.Nullable;

/**
 * State of the acquisition sampler for the threads whose ids share a remainder. Written without
 * synchronization: two threads that share a stripe and run at once may lose a tick, never more.
 */
public final class SampleStripe {

  // A stripe fills two cache lines, so that neighbours in the heap do not share one.
  long p0, p1, p2, p3, p4, p5, p6;

  /** Acquisitions left before the next is drawn. */
  public int ticks;

  /** How many acquisitions the next drawn one stands for, on average. */
  public int interval = 1;

  /** When the last acquisition was drawn. */
  public long drawnAt;

  /** State of the generator that makes gaps irregular. */
  public int random;

  /** The lock whose hold is being measured, or null. */
  public @Nullable Object held;

  /** The id of the thread that holds it. */
  public long holder;

  /** When it was acquired. */
  public long heldSince;

  /** How many acquisitions the hold stands for. */
  public int heldWeight;

  /** Whatever the listener keeps with the hold. */
  public @Nullable Object attachment;

  long q0, q1, q2, q3, q4, q5, q6;

  SampleStripe(int seed) {
    random = seed;
  }
}
