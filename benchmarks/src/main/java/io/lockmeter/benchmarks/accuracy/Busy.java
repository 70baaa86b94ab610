package io.lockmeter.benchmarks.accuracy;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Ways to let time pass. */
final class Busy {

  private static final long WORTH_PARKING = TimeUnit.MILLISECONDS.toNanos(1);

  private static final int SPINS = 1000;

  private Busy() {}

  /** Returns once {@code condition} holds, at once if there is a processor for it. */
  static void await(BooleanSupplier condition) {
    int spins = 0;
    while (!condition.getAsBoolean()) {
      if (++spins < SPINS) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
  }

  /** Returns after at least {@code nanos}; says how long it took. */
  static long pass(long nanos) {
    long start = System.nanoTime();
    long passed = 0;
    while (passed < nanos) {
      if (nanos - passed > WORTH_PARKING) {
        LockSupport.parkNanos(nanos - passed);
      } else {
        Thread.onSpinWait();
      }
      passed = System.nanoTime() - start;
    }
    return passed;
  }
}
