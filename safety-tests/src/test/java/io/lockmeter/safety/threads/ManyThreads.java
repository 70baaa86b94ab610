package io.lockmeter.safety.threads;

import java.lang.reflect.Method;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Runs as many threads as it is told, virtual or not, each of which takes a lock and a monitor
 * once, at times while it is pinned. Then waits until the profiler has let go of their states, and
 * prints the counts and how many states are left.
 */
public final class ManyThreads {

  private static final int AT_A_TIME = 2_000;
  private static final int LEFT = 1_000;

  private static final ReentrantLock LOCK = new ReentrantLock();
  private static final Object MONITOR = new Object();
  private static long locked;
  private static long entered;

  private ManyThreads() {}

  /** Pins the thread that initializes it. */
  static final class Pinning {
    static final boolean DONE = take();
  }

  public static void main(String[] arguments) throws Exception {
    boolean virtual = arguments[0].equals("virtual");
    int threads = Integer.parseInt(arguments[1]);
    Semaphore room = new Semaphore(virtual ? AT_A_TIME : 8);
    CountDownLatch ended = new CountDownLatch(threads);
    for (int i = 0; i < threads; i++) {
      int number = i;
      room.acquire();
      start(
          virtual,
          () -> {
            boolean taken = number == 0 ? Pinning.DONE : take();
            room.release();
            if (taken) {
              ended.countDown();
            }
          });
    }
    ended.await();
    synchronized (MONITOR) {
      System.out.println(locked + " " + entered);
    }
    int states = ThreadStates.count();
    while (states > LEFT) {
      Thread.sleep(100);
      states = ThreadStates.count();
    }
    System.out.println("states left " + (states <= LEFT));
  }

  private static boolean take() {
    LOCK.lock();
    try {
      locked++;
      if (locked % 1000 == 0) {
        Thread.sleep(1);
      }
    } catch (InterruptedException e) {
      return false;
    } finally {
      LOCK.unlock();
    }
    synchronized (MONITOR) {
      entered++;
      if (entered % 1000 == 500) {
        Thread.yield();
      }
    }
    return true;
  }

  private static void start(boolean virtual, Runnable task) throws Exception {
    if (virtual) {
      // Not there on JDK 17, for which these programs are compiled.
      Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
      start.invoke(null, task);
    } else {
      new Thread(task).start();
    }
  }
}
