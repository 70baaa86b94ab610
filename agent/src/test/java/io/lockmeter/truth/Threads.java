package io.lockmeter.truth;

import java.lang.reflect.Method;

/** Starts threads of one sort, and waits for what they do. */
final class Threads {

  private final boolean virtual;

  private Threads(boolean virtual) {
    this.virtual = virtual;
  }

  static Threads platform() {
    return new Threads(false);
  }

  /** Virtual threads; JDK 21 and later. */
  static Threads virtual() {
    return new Threads(true);
  }

  Thread start(Runnable task) {
    if (virtual) {
      try {
        // Not there on JDK 17, for which these programs are compiled.
        Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
        return (Thread) start.invoke(null, task);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("no virtual threads on this JDK", e);
      }
    }
    Thread thread = new Thread(task);
    thread.start();
    return thread;
  }

  /** Returns once {@code thread} waits for something. */
  static void awaitBlocked(Thread thread) {
    while (true) {
      switch (thread.getState()) {
        case BLOCKED, WAITING, TIMED_WAITING -> {
          return;
        }
        case TERMINATED -> throw new IllegalStateException(thread + " did not have to wait");
        default -> Thread.onSpinWait();
      }
    }
  }

  static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
