package io.lockmeter.benchmarks.accuracy;

import io.lockmeter.benchmarks.harness.ChildJvm;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The program with known acquisitions and holds: one lock after the other, and for each a result:
 * its label, how often it was acquired, and for how many nanoseconds it was held altogether.
 */
final class Uses {

  private final Load load;
  private final int acquisitions;
  private final AtomicLong holdNanos = new AtomicLong();
  private final KnownLocks locks = new KnownLocks();

  private Uses(Load load, int acquisitions) {
    this.load = load;
    this.acquisitions = acquisitions;
  }

  /** Arguments: the load, the number of acquisitions by each thread, and a seed. */
  public static void main(String[] arguments) throws InterruptedException {
    Load load = Load.valueOf(arguments[0]);
    Uses uses = new Uses(load, Integer.parseInt(arguments[1]));
    SplittableRandom random = new SplittableRandom(Long.parseLong(arguments[2]));
    for (String label : load.locks()) {
      uses.use(label, random);
    }
  }

  private void use(String label, SplittableRandom random) throws InterruptedException {
    holdNanos.set(0);
    skipIds(random);
    KnownLock lock = locks.get(label);
    Object monitor = locks.monitor(label);
    Thread inflater = load.inflated ? Inflater.start(monitor) : null;
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < load.threads; i++) {
      SplittableRandom own = random.split();
      Thread thread = new Thread(() -> acquire(lock.enter(), monitor, own));
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    if (inflater != null) {
      inflater.interrupt();
      inflater.join();
    }
    ChildJvm.result(label, (long) acquisitions * load.threads, holdNanos.get());
  }

  private void acquire(Section section, Object monitor, SplittableRandom random) {
    if (load.maxHoldNanos == 0) {
      for (int i = 0; i < acquisitions; i++) {
        section.run(() -> {});
      }
      return;
    }
    long[] held = new long[1];
    for (int i = 0; i < acquisitions; i++) {
      long nanos = random.nextLong(load.maxHoldNanos);
      section.run(
          () -> {
            held[0] += Busy.pass(nanos);
            if (load == Load.WAITING) {
              waitIn(monitor);
            }
          });
      if (load.threads > 1) {
        Busy.pass(random.nextLong(load.maxHoldNanos));
      }
    }
    holdNanos.addAndGet(held[0]);
  }

  private static void waitIn(Object monitor) {
    try {
      monitor.wait(1);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts", e);
    }
  }

  /**
   * Takes a random number of the ids of threads. The sampler draws random numbers for each
   * remainder of an id that are the same in each run, so threads with the same ids in all runs
   * would be no independent samples.
   */
  private static void skipIds(SplittableRandom random) {
    int skipped = random.nextInt(256);
    for (int i = 0; i < skipped; i++) {
      new Thread(() -> {}).setDaemon(true);
    }
  }
}
