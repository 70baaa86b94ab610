package io.lockmeter.benchmarks.accuracy;

import io.lockmeter.benchmarks.harness.ChildJvm;

/**
 * The program with known waits: one lock after the other, and for each a result: its label, how
 * often a thread waited and how many nanoseconds altogether.
 */
final class Waits {

  private Waits() {}

  /** Arguments: the regime, and the number of rounds. */
  public static void main(String[] arguments) throws InterruptedException {
    Regime regime = Regime.valueOf(arguments[0]);
    int rounds = Integer.parseInt(arguments[1]);
    KnownLocks locks = new KnownLocks();
    for (String label : KnownLocks.LABELS) {
      Handover handover = new Handover(locks.get(label), regime, rounds);
      handover.run();
      ChildJvm.result(label, handover.waits(), handover.waitNanos());
    }
  }
}
