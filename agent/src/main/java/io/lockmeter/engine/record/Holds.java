package io.lockmeter.engine.record;

import io.lockmeter.bootstrap.LockProbe;
import io.lockmeter.bootstrap.SampleStripe;

/** The holds that are being measured, kept with the sampler's stripe of the thread that holds. */
final class Holds {

  private Holds() {}

  /** Begins to measure; if all slots are taken, the oldest is given up. */
  static void begin(SampleStripe stripe, Object sync, int kind, long threadId, int weight) {
    int slot = 0;
    for (int i = 0; i < SampleStripe.SLOTS; i++) {
      if (stripe.held[i] == null) {
        slot = i;
        break;
      }
      if (stripe.since[i] < stripe.since[slot]) {
        slot = i;
      }
    }
    if (stripe.held[slot] == null) {
      LockProbe.MEASURED_HOLDS.incrementAndGet();
    }
    stripe.kind[slot] = kind;
    stripe.holder[slot] = threadId;
    stripe.weight[slot] = weight;
    stripe.since[slot] = LockProbe.now();
    stripe.held[slot] = sync;
  }

  static void end(SampleStripe stripe, int slot) {
    stripe.held[slot] = null;
    LockProbe.MEASURED_HOLDS.decrementAndGet();
  }
}
