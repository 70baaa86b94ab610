package io.lockmeter.safety.runtimes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Threads fight for a lock and a monitor, and trouble comes over them there. After that the program
 * has none of it any more, and is one with known answers.
 */
public final class Troubles {

  private static final int TIMES = 20;
  private static final int FILLINGS = 2;
  private static final int LAST = 64;
  private static final long STOP_MILLIS = 10;
  private static final int BLOCK = 1 << 12;
  private static final int FIGHTERS = 3;

  private final ReentrantLock lock = new ReentrantLock();
  private final Object monitor = new Object();
  private int entered;
  private volatile boolean over;

  private Troubles() {}

  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "memory" -> new Troubles().fillTheHeap();
      case "exceptions" -> new Troubles().dieInside();
      case "stop" -> new Troubles().stopInside();
      default -> throw new IllegalArgumentException(arguments[0]);
    }
    KnownContention.main(new String[0]);
  }

  /** Begins at the next line on its input. */
  private void fillTheHeap() throws InterruptedException, IOException {
    int line = System.in.read();
    if (line != '\n') {
      throw new IllegalStateException("no line, but " + line);
    }
    List<Thread> fighters = new ArrayList<>();
    for (int i = 0; i < FIGHTERS; i++) {
      fighters.add(start(this::fight));
    }
    for (int i = 0; i < FILLINGS; i++) {
      try {
        fillOnce();
      } catch (OutOfMemoryError e) {
        // Whatever needs memory next may be what meets it.
        continue;
      }
    }
    over = true;
    for (Thread fighter : fighters) {
      fighter.join();
    }
    assertFree();
  }

  private void fillOnce() {
    Object[] last = null;
    int size = BLOCK;
    while (size > LAST) {
      try {
        Object[] next = new Object[size];
        next[0] = last;
        last = next;
      } catch (OutOfMemoryError e) {
        // What is left is filled by smaller ones.
        size /= 2;
      }
    }
    synchronized (monitor) {
      entered++;
    }
  }

  private void fight() {
    List<Object> garbage = new ArrayList<>();
    while (!over) {
      try {
        lock.lock();
        try {
          entered++;
        } finally {
          lock.unlock();
        }
        synchronized (monitor) {
          entered++;
        }
        garbage.add(new Object[BLOCK]);
        if (garbage.size() > LAST) {
          // Only one thread fills the heap: it alone knows what to do then.
          garbage.clear();
        }
      } catch (OutOfMemoryError e) {
        garbage.clear();
      }
    }
  }

  private void dieInside() throws InterruptedException {
    for (int i = 0; i < TIMES; i++) {
      List<Thread> victims = new ArrayList<>();
      for (int j = 0; j < FIGHTERS; j++) {
        victims.add(start(this::die));
      }
      for (Thread victim : victims) {
        victim.join();
      }
    }
    assertFree();
  }

  private void die() {
    lock.lock();
    try {
      dieInMethod();
    } finally {
      lock.unlock();
    }
  }

  private synchronized void dieInMethod() {
    synchronized (monitor) {
      throw new IllegalStateException("dies inside");
    }
  }

  @SuppressWarnings("removal")
  private void stopInside() throws InterruptedException {
    for (int i = 0; i < TIMES; i++) {
      List<Thread> victims = new ArrayList<>();
      for (int j = 0; j < FIGHTERS; j++) {
        victims.add(start(this::fightForMonitor));
      }
      int before = entries();
      while (entries() == before) {
        Thread.onSpinWait();
      }
      for (Thread victim : victims) {
        // One stop may hit code that catches all errors, as hooks do.
        while (victim.isAlive()) {
          victim.stop();
          victim.join(STOP_MILLIS);
        }
      }
    }
    Thread other = start(() -> enter(monitor));
    other.join();
  }

  /** Not for the lock: a stop can come between lock() and try, agent or not. */
  private void fightForMonitor() {
    while (!over) {
      enter(monitor);
    }
  }

  private int entries() {
    synchronized (monitor) {
      return entered;
    }
  }

  private void enter(Object free) {
    synchronized (free) {
      entered++;
    }
  }

  private void assertFree() throws InterruptedException {
    if (lock.isLocked()) {
      throw new IllegalStateException("the lock is held");
    }
    Thread other = start(() -> enter(monitor));
    other.join();
  }

  private static Thread start(Runnable task) {
    Thread thread = new Thread(task, "fighter");
    thread.setUncaughtExceptionHandler((dead, e) -> {});
    thread.start();
    return thread;
  }
}
