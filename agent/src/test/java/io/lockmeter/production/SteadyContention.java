package io.lockmeter.production;

import io.lockmeter.testing.AgentStart;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Three threads that take turns under one lock for a while. Then nothing happens any more: it says
 * so on stdout and, if it is asked to stay, ends when its stdin does.
 */
final class SteadyContention {

  private static final int THREADS = 3;
  private static final int HOLD_MILLIS = 15;

  private final ReentrantLock lock = new ReentrantLock();

  private SteadyContention() {}

  public static void main(String[] arguments) throws Exception {
    AgentStart.await();
    int turns = Integer.parseInt(arguments[0]);
    SteadyContention contention = new SteadyContention();
    CountDownLatch done = new CountDownLatch(THREADS);
    for (int i = 0; i < THREADS; i++) {
      new Thread(
              () -> {
                contention.takeTurns(turns);
                done.countDown();
              },
              "worker-" + i)
          .start();
    }
    done.await();
    System.out.println("quiet");
    while (arguments.length > 1 && System.in.read() >= 0) {
      continue;
    }
  }

  private void takeTurns(int turns) {
    for (int i = 0; i < turns; i++) {
      lock.lock();
      try {
        pause(HOLD_MILLIS);
      } finally {
        lock.unlock();
      }
      pause(HOLD_MILLIS);
    }
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
