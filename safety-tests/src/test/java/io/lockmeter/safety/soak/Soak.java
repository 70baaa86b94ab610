package io.lockmeter.safety.soak;

import io.lockmeter.testing.AgentStart;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Works without end: makes and drops locks, classes and threads, and makes threads wait for locks.
 * It answers {@code sample} with what it uses, {@code work} with what it has done; {@code burst}
 * makes more waits in a moment than single events are written for; {@code stop} ends the work, and
 * is answered with the {@link Tally}. With the system property {@code soak.leak} it leaks on
 * purpose.
 */
public final class Soak {

  private static final int BURST = 5_000;
  private static final Path ANY_FILE = Path.of(System.getProperty("java.home"), "release");

  private final Tally tally = new Tally();
  private final LockChurn locks = new LockChurn();
  private final ClassChurn classes = new ClassChurn();
  private final ThreadChurn threads = new ThreadChurn();
  private final List<Thread> workers = new ArrayList<>();
  private final ReentrantLock burstLock = new ReentrantLock();
  private volatile boolean stopped;

  public static void main(String[] arguments) throws IOException {
    // Single waits are written from the moment on when the agent has started all there is.
    AgentStart.await();
    Soak soak = new Soak();
    soak.start();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(soak.answer(line));
    }
  }

  private String answer(String line) {
    return switch (line) {
      case "sample" -> Resources.text() + ",LOADERS=" + classes.left();
      case "work" ->
          "locks="
              + locks.made()
              + ",waits="
              + tally.total()
              + ",loaders="
              + classes.loaded()
              + ",threads="
              + threads.started();
      case "burst" -> burst();
      case "stop" -> stop();
      default -> throw new IllegalArgumentException(line);
    };
  }

  private void start() {
    work("locks", () -> every(TimeUnit.MILLISECONDS.toNanos(40), locks::batch));
    work("threads", () -> every(TimeUnit.MILLISECONDS.toNanos(100), threads::batch));
    work("classes", this::loadClasses);
    for (Threads sort : Threads.here()) {
      work("waits of " + sort, () -> contend(sort));
    }
    if (Boolean.getBoolean("soak.leak")) {
      Leak leak = new Leak();
      work("leak", () -> every(TimeUnit.MILLISECONDS.toNanos(200), () -> leak.some(ANY_FILE)));
    }
  }

  private void work(String name, Runnable task) {
    Thread worker = new Thread(task, name);
    workers.add(worker);
    worker.start();
  }

  /** Runs {@code batch} again and again, with pauses. */
  private void every(long pauseNanos, Runnable batch) {
    while (!stopped) {
      batch.run();
      long until = System.nanoTime() + pauseNanos;
      for (long left = pauseNanos; left > 0; left = until - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
    }
  }

  private void loadClasses() {
    Contest contest = new Contest(tally, Threads.PLATFORM);
    every(TimeUnit.MILLISECONDS.toNanos(50), () -> classes.batch(contest));
    contest.end();
  }

  /** Waits for locks that last, and for new ones. */
  private void contend(Threads sort) {
    Contest contest = new Contest(tally, sort);
    List<Subject> lasting = new ArrayList<>();
    for (Subjects kind : Subjects.values()) {
      lasting.add(kind.get());
    }
    lasting.forEach(Subject::attempt);
    every(
        TimeUnit.MILLISECONDS.toNanos(20),
        () -> {
          lasting.forEach(contest::once);
          for (Subjects kind : Subjects.values()) {
            contest.once(kind.get());
          }
        });
    contest.end();
  }

  private String burst() {
    Thread attempts =
        new Thread(
            () -> {
              for (int i = 0; i < BURST; i++) {
                attempt();
              }
            });
    burstLock.lock();
    try {
      attempts.start();
      attempts.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      burstLock.unlock();
    }
    return String.valueOf(BURST);
  }

  private void attempt() {
    long start = System.nanoTime();
    try {
      if (burstLock.tryLock(1, TimeUnit.NANOSECONDS)) {
        throw new IllegalStateException("nobody held the lock");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    tally.add(Soak.class.getName() + ".burstLock reentrant", true, 0, System.nanoTime() - start);
  }

  private String stop() {
    stopped = true;
    try {
      for (Thread worker : workers) {
        worker.join();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return tally.line();
  }
}
