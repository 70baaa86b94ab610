package io.lockmeter.safety.faults;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The fault that is armed. Methods of the agent call {@link #hit} first; the boot loader has this
 * class, so that they and the program see the same.
 */
public final class Faults {

  private static final AtomicInteger HITS = new AtomicInteger();
  private static final Object STALLED = new Object();

  private static volatile String armed = "";
  private static volatile String mode = "";

  private Faults() {}

  /** Neither the program nor the agent knows this one. */
  private static final class UnknownError extends Error {
    private static final long serialVersionUID = 1;
  }

  /** Called at the beginning of {@code method}, as in {@code Recorder.waitEnded}. */
  public static void hit(String method) {
    String point = armed;
    if (!point.isEmpty() && method.equals(point)) {
      HITS.incrementAndGet();
      fail(point);
    }
  }

  private static void fail(String point) {
    switch (mode) {
      case "exception":
        throw new IllegalStateException("on purpose");
      case "memory":
        throw new OutOfMemoryError("on purpose");
      case "stack":
        throw new StackOverflowError("on purpose");
      case "linkage":
        throw new NoClassDefFoundError("on/purpose");
      case "unknown":
        throw new UnknownError();
      default:
        stall(point);
    }
  }

  private static void stall(String point) {
    synchronized (STALLED) {
      while (armed.equals(point)) {
        try {
          STALLED.wait();
        } catch (InterruptedException e) {
          // What is stuck does not listen.
          HITS.get();
        }
      }
    }
  }

  /** Arms the fault {@code how} in {@code method}. */
  public static void arm(String method, String how) {
    HITS.set(0);
    mode = how;
    armed = method;
  }

  /** Disarms it, and lets go of what is stalled. */
  public static void disarm() {
    synchronized (STALLED) {
      armed = "";
      STALLED.notifyAll();
    }
  }

  /** How often it has been met since. */
  public static int hits() {
    return HITS.get();
  }
}
