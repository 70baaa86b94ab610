package io.lockmeter.attach;

import java.util.concurrent.locks.ReentrantLock;

/** Counts under a lock of each kind that is hooked in its own way. */
class SharedCounter {

  private static final long HOLD_NANOS = 50_000;

  final ReentrantLock lock = new ReentrantLock();
  final Object monitor = new Object();
  private long locked;
  private long blocked;
  private long synced;

  final void all() {
    lock.lock();
    try {
      locked++;
      hold();
    } finally {
      lock.unlock();
    }
    synchronized (monitor) {
      blocked++;
      hold();
    }
    sync();
  }

  private synchronized void sync() {
    synced++;
    hold();
  }

  private static void hold() {
    long end = System.nanoTime() + HOLD_NANOS;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  /** Waits in the monitor for a moment, as some code does. */
  void await() throws InterruptedException {
    synchronized (monitor) {
      monitor.wait(1);
    }
  }

  /** The three counts. */
  synchronized String counts() {
    lock.lock();
    try {
      synchronized (monitor) {
        return locked + " " + blocked + " " + synced;
      }
    } finally {
      lock.unlock();
    }
  }
}
