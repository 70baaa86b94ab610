package io.lockmeter.operations;

import java.util.concurrent.locks.ReentrantLock;

/**
 * When it gets a line on its stdin, one thread waits for a lock once; then the program stays until
 * its stdin ends.
 */
final class WaitsThenStays {

  private final ReentrantLock lock = new ReentrantLock();

  private WaitsThenStays() {}

  public static void main(String[] arguments) throws Exception {
    System.in.read();
    new WaitsThenStays().holdAndWait();
    System.out.println("waited");
    while (System.in.read() >= 0) {
      continue;
    }
  }

  private void holdAndWait() throws InterruptedException {
    Thread waiter =
        new Thread(
            () -> {
              lock.lock();
              lock.unlock();
            });
    lock.lock();
    try {
      waiter.start();
      while (!lock.hasQueuedThread(waiter)) {
        Thread.onSpinWait();
      }
    } finally {
      lock.unlock();
    }
    waiter.join();
  }
}
