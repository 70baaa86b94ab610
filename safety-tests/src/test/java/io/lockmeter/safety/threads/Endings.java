package io.lockmeter.safety.threads;

import java.util.concurrent.locks.ReentrantLock;

/** Ends in one of many ways, with a lock held for which a thread waits. */
public final class Endings {

  static final int STATUS = 9;

  private static final ReentrantLock LOCK = new ReentrantLock();
  private static final Object ONE = new Object();
  private static final Object OTHER = new Object();

  private Endings() {}

  public static void main(String[] arguments) throws Exception {
    awaitAgent();
    if (arguments[0].equals("deadlock")) {
      deadlock();
      System.out.println("deadlocked");
      System.exit(STATUS);
    }
    LOCK.lock();
    Thread waiter = daemon(LOCK::lock);
    while (!LOCK.hasQueuedThread(waiter)) {
      Thread.onSpinWait();
    }
    System.out.println("waiting");
    switch (arguments[0]) {
      case "exit" -> System.exit(STATUS);
      case "halt" -> Runtime.getRuntime().halt(STATUS);
      case "signal" -> Thread.sleep(Long.MAX_VALUE);
      case "exception" -> throw new IllegalStateException("meant");
      default -> {
        // Main just ends; the waiter is a daemon, and there are no others.
      }
    }
  }

  /** Until all of the agent has started that will; at once where there is none. */
  private static void awaitAgent() throws InterruptedException {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("lockmeter-starter")) {
        thread.join();
      }
    }
  }

  private static void deadlock() {
    Thread first = daemon(() -> both(ONE, OTHER));
    Thread second = daemon(() -> both(OTHER, ONE));
    while (!(blocked(first) && blocked(second))) {
      Thread.onSpinWait();
    }
  }

  private static boolean blocked(Thread thread) {
    return thread.getState() == Thread.State.BLOCKED;
  }

  private static void both(Object outer, Object inner) {
    synchronized (outer) {
      while (!Thread.holdsLock(inner)) {
        try {
          Thread.sleep(50);
        } catch (InterruptedException e) {
          return;
        }
        synchronized (inner) {
          System.out.println("not deadlocked");
        }
      }
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
