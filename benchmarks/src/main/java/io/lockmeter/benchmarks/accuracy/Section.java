package io.lockmeter.benchmarks.accuracy;

/** A critical section of one lock. */
@FunctionalInterface
interface Section {

  /** Acquires the lock, runs {@code inside}, and releases the lock. */
  void run(Runnable inside);
}
