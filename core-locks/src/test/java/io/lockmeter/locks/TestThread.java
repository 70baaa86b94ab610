package io.lockmeter.locks;

import java.lang.Thread.State;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** A thread of a test. What its body throws fails the test that joins it. */
final class TestThread {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final String OURS = TestThread.class.getPackageName() + ".";
  private static final EnumSet<State> PARKED = EnumSet.of(State.WAITING, State.TIMED_WAITING);

  /** Whose methods stand between ours and the wait. */
  private static final List<String> WAITERS =
      List.of("java.util.concurrent.", "jdk.internal.misc.Unsafe", "org.assertj.");

  private final FutureTask<Void> task;
  private final Thread thread;

  /** What a thread does. */
  interface Body {
    void run() throws Exception;
  }

  private TestThread(Body body, boolean virtual) {
    task =
        new FutureTask<>(
            () -> {
              body.run();
              return null;
            });
    thread = virtual ? virtualThread(task) : new Thread(task, "test");
    thread.setDaemon(true);
    thread.start();
  }

  static TestThread start(Body body) {
    return new TestThread(body, false);
  }

  /** Needs JDK 21. */
  static TestThread startVirtual(Body body) {
    return new TestThread(body, true);
  }

  /** Starts a thread and returns once it waits for something. */
  static TestThread startAndAwaitParked(Body body) {
    TestThread started = start(body);
    started.awaitParked();
    return started;
  }

  /** Runs the body on another thread to its end. */
  static void run(Body body) throws Exception {
    start(body).join();
  }

  private static Thread virtualThread(Runnable body) {
    try {
      Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
      return (Thread)
          Class.forName("java.lang.Thread$Builder")
              .getMethod("unstarted", Runnable.class)
              .invoke(builder, body);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("no virtual threads", e);
    }
  }

  void awaitParked() {
    Eventually.until(
        () -> {
          if (task.isDone()) {
            task.get();
            throw new AssertionError("ended instead of waiting");
          }
          return isParked();
        });
  }

  /** Whether the thread waits by our hand, rather than for a class that another one loads. */
  private boolean isParked() {
    ThreadInfo info = THREADS.getThreadInfo(idOf(thread), Integer.MAX_VALUE);
    return info != null
        && PARKED.contains(info.getThreadState())
        && Arrays.stream(info.getStackTrace())
            .map(StackTraceElement::getClassName)
            .takeWhile(name -> !name.startsWith(OURS))
            .allMatch(name -> WAITERS.stream().anyMatch(name::startsWith));
  }

  @SuppressWarnings("deprecation")
  private static long idOf(Thread thread) {
    return thread.getId();
  }

  /** Interrupts the thread and returns once it waits again and has consumed the interrupt. */
  void interruptAndAwaitParkedAnew() {
    thread.interrupt();
    Eventually.until(() -> task.isDone() || !thread.isInterrupted());
    awaitParked();
  }

  void interrupt() {
    thread.interrupt();
  }

  /** Whether one of these is the id of this thread. */
  boolean isAmong(long... ids) {
    return Arrays.stream(ids).anyMatch(id -> id == idOf(thread));
  }

  boolean hasEnded() {
    return task.isDone();
  }

  void join() throws Exception {
    task.get(Eventually.PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }
}
