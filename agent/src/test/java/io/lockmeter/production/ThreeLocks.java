package io.lockmeter.production;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Runs until it is told to end: a lock that threads always wait for, one that they waited for a few
 * times, and one that nobody ever waits for.
 */
final class ThreeLocks {

  private static final int WORKERS = 3;
  private static final int WAITS = 3;

  private final ReentrantLock hot = new ReentrantLock();
  private final ReentrantLock warm = new ReentrantLock();
  private final ReentrantLock quiet = new ReentrantLock();

  private ThreeLocks() {}

  public static void main(String[] arguments) throws InterruptedException {
    ThreeLocks locks = new ThreeLocks();
    for (int i = 0; i < WAITS; i++) {
      locks.warm();
    }
    for (int i = 0; i < WORKERS; i++) {
      new Thread(locks::work, "worker-" + i).start();
    }
    while (true) {
      locks.quiet.lock();
      locks.quiet.unlock();
      Thread.sleep(1);
    }
  }

  private void warm() throws InterruptedException {
    CountDownLatch held = new CountDownLatch(1);
    Thread holder =
        new Thread(
            () -> {
              warm.lock();
              held.countDown();
              while (!warm.hasQueuedThreads()) {
                Thread.onSpinWait();
              }
              warm.unlock();
            });
    holder.start();
    held.await();
    warm.lock();
    warm.unlock();
    holder.join();
  }

  private void work() {
    while (true) {
      takeTurn();
    }
  }

  private void takeTurn() {
    hot.lock();
    try {
      pause();
    } finally {
      hot.unlock();
    }
    pause();
  }

  private static void pause() {
    try {
      Thread.sleep(15);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
