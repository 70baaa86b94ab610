package io.lockmeter.safety.soak;

import java.lang.reflect.Method;

/** Starts threads of one sort. */
enum Threads {
  PLATFORM,
  VIRTUAL;

  /** The sorts that this JDK has. */
  static Threads[] here() {
    return Runtime.version().feature() < 21 ? new Threads[] {PLATFORM} : values();
  }

  Thread start(Runnable task) {
    if (this == PLATFORM) {
      Thread thread = new Thread(task);
      thread.start();
      return thread;
    }
    try {
      // Not there on JDK 17, for which this is compiled.
      Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
      return (Thread) start.invoke(null, task);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no virtual threads on this JDK", e);
    }
  }
}
