package io.lockmeter.benchmarks.accuracy;

import java.util.SplittableRandom;

/**
 * Two threads that make every acquisition of one of them wait, which times its waits itself.
 *
 * <p>In each round one thread holds the lock until the other has said that it is about to acquire
 * it, and for a known while longer. The other reads the clock just before it acquires and first
 * thing inside. Should it have been so slow that the lock is being released already, it does not
 * acquire: so what it times is a wait, and never only the time in which it had no processor.
 */
final class Handover {

  private final KnownLock lock;
  private final Regime regime;
  private final int rounds;

  private volatile int held;
  private volatile int announced;
  private volatile int released;
  private volatile int finished;
  private long entered;
  private long waits;
  private long waitNanos;

  Handover(KnownLock lock, Regime regime, int rounds) {
    this.lock = lock;
    this.regime = regime;
    this.rounds = rounds;
  }

  /** Runs all rounds, in two threads that end with it. */
  void run() throws InterruptedException {
    Thread holder = new Thread(this::holdAll, "holder " + lock.label());
    Thread waiter = new Thread(this::waitAll, lock.label());
    holder.start();
    waiter.start();
    waiter.join();
    holder.join();
  }

  long waits() {
    return waits;
  }

  long waitNanos() {
    return waitNanos;
  }

  private void holdAll() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 1; i <= rounds; i++) {
      int round = i;
      long nanos = random.nextLong(regime.minNanos, regime.maxNanos + 1);
      lock.hold().run(() -> hold(round, nanos));
      Busy.await(() -> finished == round);
    }
  }

  private void hold(int round, long nanos) {
    held = round;
    Busy.await(() -> announced == round);
    Busy.pass(nanos);
    released = round;
  }

  private void waitAll() {
    Runnable inside = () -> entered = System.nanoTime();
    for (int i = 1; i <= rounds; i++) {
      int round = i;
      Busy.await(() -> held == round);
      announced = round;
      if (released != round) {
        long start = System.nanoTime();
        lock.enter().run(inside);
        waitNanos += entered - start;
        waits++;
      }
      finished = round;
    }
  }
}
