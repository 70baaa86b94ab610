package io.lockmeter.truth;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Starts threads of one sort, and waits for what they do. */
final class Threads {

  /** Programs that wait. */
  private static final String PROGRAMS = Threads.class.getPackageName() + ".";

  /** Code of the JDK in which they wait. */
  private static final Pattern WAITING_CODE =
      Pattern.compile(
          "java\\.util\\.concurrent\\.|java\\.util\\.(Hashtable|Vector|Collections)\\b"
              + "|java\\.io\\.PrintStream\\b|java\\.lang\\.(Object|Thread|VirtualThread|System)\\b"
              + "|jdk\\.internal\\.(misc|vm)\\.");

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

  /** Returns once {@code thread} waits for what a program here asked for. */
  static void awaitBlocked(Thread thread) {
    while (!blocked(thread)) {
      if (!thread.isAlive()) {
        throw new IllegalStateException(thread + " did not have to wait");
      }
      Thread.onSpinWait();
    }
  }

  /**
   * Whether {@code thread} waits for what a program here asked for, or for work: not for a lock of
   * the JVM or of the agent that it met on its way there, as where a class is loaded.
   */
  static boolean blocked(Thread thread) {
    StackTraceElement[] before = thread.getStackTrace();
    return switch (thread.getState()) {
      // The state is that of a moment when it stood there.
      case BLOCKED, WAITING, TIMED_WAITING ->
          Arrays.equals(before, thread.getStackTrace()) && waitsForProgram(before);
      default -> false;
    };
  }

  private static boolean waitsForProgram(StackTraceElement[] stack) {
    return Arrays.stream(stack)
        .map(StackTraceElement::getClassName)
        .filter(name -> !WAITING_CODE.matcher(name).lookingAt())
        .findFirst()
        .map(name -> name.startsWith(PROGRAMS))
        .orElse(true);
  }

  static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
