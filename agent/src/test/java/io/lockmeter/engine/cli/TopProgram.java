package io.lockmeter.engine.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Runs until its input ends. One lock is held all the time by one thread, and two wait for it; for
 * the other three take turns, in the order in which they came.
 */
final class TopProgram {

  private static final int HOLD_MILLIS = 10;
  private static final int TAKERS = 3;

  private final ReentrantLock held = new ReentrantLock();
  private final ReentrantLock turns = new ReentrantLock(true);

  private TopProgram() {}

  public static void main(String[] arguments) throws Exception {
    TopProgram program = new TopProgram();
    CountDownLatch holding = new CountDownLatch(1);
    start(
        () -> {
          program.held.lock();
          holding.countDown();
          while (true) {
            pause();
          }
        });
    holding.await();
    start(program.held::lock);
    start(program.held::lock);
    for (int i = 0; i < TAKERS; i++) {
      start(program::takeTurns);
    }
    while (System.in.read() >= 0) {
      continue;
    }
    System.exit(0);
  }

  private void takeTurns() {
    while (true) {
      turns.lock();
      try {
        pause();
      } finally {
        turns.unlock();
      }
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    thread.start();
  }

  private static void pause() {
    try {
      Thread.sleep(HOLD_MILLIS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
