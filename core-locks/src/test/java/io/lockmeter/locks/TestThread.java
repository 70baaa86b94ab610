package io.lockmeter.locks;

import static org.awaitility.Awaitility.await;

import java.lang.Thread.State;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** A thread of a test. What its body throws fails the test that joins it. */
final class TestThread {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final EnumSet<State> PARKED = EnumSet.of(State.WAITING, State.TIMED_WAITING);

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
    await()
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .atMost(PATIENCE)
        .until(
            () -> {
              if (task.isDone()) {
                task.get();
                throw new AssertionError("ended instead of waiting");
              }
              return PARKED.contains(thread.getState());
            });
  }

  /** Interrupts the thread and returns once it waits again and has consumed the interrupt. */
  void interruptAndAwaitParkedAnew() {
    thread.interrupt();
    await()
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .atMost(PATIENCE)
        .until(() -> task.isDone() || !thread.isInterrupted());
    awaitParked();
  }

  void interrupt() {
    thread.interrupt();
  }

  boolean hasEnded() {
    return task.isDone();
  }

  void join() throws Exception {
    task.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }
}
