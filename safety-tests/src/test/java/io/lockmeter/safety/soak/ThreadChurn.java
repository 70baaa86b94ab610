package io.lockmeter.safety.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** Starts threads that use a lock and a monitor of their own, and end. */
final class ThreadChurn {

  private volatile long started;

  long started() {
    return started;
  }

  /** Starts some of each sort, and waits until they have ended. */
  void batch() {
    List<Thread> threads = new ArrayList<>();
    for (Threads sort : Threads.here()) {
      for (int i = 0; i < 5; i++) {
        threads.add(sort.start(ThreadChurn::useLocks));
      }
    }
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    started += threads.size();
  }

  private static void useLocks() {
    ReentrantLock lock = new ReentrantLock();
    lock.lock();
    try {
      Object monitor = new Object();
      synchronized (monitor) {
        Thread.onSpinWait();
      }
    } finally {
      lock.unlock();
    }
  }
}
