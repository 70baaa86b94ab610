package io.lockmeter.engine.instrument;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Runs code on a watched thread and prints the hooks that it reached. */
final class Probe {

  interface Task {
    void run() throws Exception;
  }

  private final HookLog log;
  private @Nullable Thread thread;

  Probe(HookLog log) {
    this.log = log;
  }

  HookLog log() {
    return log;
  }

  /** Starts {@code task} on a watched thread. */
  Thread start(Task task) {
    log.take();
    thread = new Thread(() -> attempt(task), "probe");
    thread.start();
    return thread;
  }

  private static void attempt(Task task) {
    try {
      task.run();
    } catch (InterruptedException e) {
      // Some scenarios are about that.
    } catch (Exception e) {
      e.printStackTrace();
    }
  }

  /**
   * Waits for the watched thread's end and prints what it reached, or only {@code events} of it.
   */
  void print(String scenario, String... events) throws InterruptedException {
    thread.join();
    printReached(scenario, events);
  }

  void printReached(String scenario, String... events) {
    List<String> kept = List.of(events);
    System.out.println(
        scenario
            + " "
            + log.take().stream()
                .filter(event -> kept.isEmpty() || kept.contains(event))
                .collect(joining(" ")));
  }

  static void until(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.yield();
    }
  }

  static boolean parked(Thread thread) {
    Thread.State state = thread.getState();
    return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
  }
}
