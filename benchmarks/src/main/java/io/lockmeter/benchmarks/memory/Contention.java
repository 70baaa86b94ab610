package io.lockmeter.benchmarks.memory;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.locks.ReentrantLock;

/** Makes a thread wait once for each lock that it is given. */
final class Contention implements AutoCloseable {

  private final SynchronousQueue<Runnable> work = new SynchronousQueue<>();
  private final Thread waiter = new Thread(this::run, "waiter");
  private volatile int entered;

  Contention() {
    waiter.setDaemon(true);
    waiter.start();
  }

  void contend(ReentrantLock lock) throws InterruptedException {
    int before = entered;
    lock.lock();
    try {
      work.put(() -> enter(lock));
      while (!lock.hasQueuedThread(waiter)) {
        Thread.onSpinWait();
      }
    } finally {
      lock.unlock();
    }
    await(before);
  }

  void contend(Object monitor) throws InterruptedException {
    int before = entered;
    synchronized (monitor) {
      work.put(() -> enter(monitor));
      while (waiter.getState() != Thread.State.BLOCKED) {
        Thread.onSpinWait();
      }
    }
    await(before);
  }

  @Override
  public void close() {
    waiter.interrupt();
  }

  private void await(int before) {
    while (entered == before) {
      Thread.onSpinWait();
    }
  }

  private void enter(ReentrantLock lock) {
    lock.lock();
    lock.unlock();
    entered++;
  }

  private void enter(Object monitor) {
    synchronized (monitor) {
      entered++;
    }
  }

  private void run() {
    try {
      while (true) {
        work.take().run();
      }
    } catch (InterruptedException e) {
      // The signal to end.
    }
  }
}
