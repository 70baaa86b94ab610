package io.lockmeter.benchmarks.accuracy;

import java.util.concurrent.CountDownLatch;

/** Keeps a monitor inflated by waiting in it. The agent is to leave this class as it is. */
final class Inflater {

  private Inflater() {}

  /** Starts a thread that waits in {@code monitor} until it is interrupted. */
  static Thread start(Object monitor) throws InterruptedException {
    CountDownLatch inside = new CountDownLatch(1);
    Thread thread = new Thread(() -> waitIn(monitor, inside));
    thread.start();
    inside.await();
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    return thread;
  }

  private static void waitIn(Object monitor, CountDownLatch inside) {
    synchronized (monitor) {
      inside.countDown();
      try {
        while (true) {
          monitor.wait();
        }
      } catch (InterruptedException e) {
        // The signal to end.
      }
    }
  }
}
