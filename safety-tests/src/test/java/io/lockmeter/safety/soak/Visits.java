package io.lockmeter.safety.soak;

import io.lockmeter.testing.ChildJvm;
import io.lockmeter.testing.RunningProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Attaches an agent to a program and detaches it, again and again. */
final class Visits implements AutoCloseable {

  private static final long PAUSE_SECONDS = 3;
  private static final int LOOKS = 20;
  private static final long LOOK_MILLIS = 500;

  /**
   * On JDK 17 Flight Recorder keeps a class for each type of event that was ever registered, and
   * five are with each agent.
   */
  private final Growth growth = new Growth(Map.of("CLASSES", 6L, "METASPACE", 64L << 10));

  private final List<String> faults = new ArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "visits");
  private final RunningProgram program;

  Visits(RunningProgram program) {
    this.program = program;
  }

  Visits start() {
    thread.start();
    return this;
  }

  /** What the program used after each visit; to be read after {@link #close}. */
  Growth growth() {
    return growth;
  }

  /** What was wrong; to be read after {@link #close}. */
  List<String> faults() {
    return faults;
  }

  private void run() {
    String process = String.valueOf(program.pid());
    try {
      do {
        program.ask("contend");
        done("attach", process, "http.port=0,window=200ms");
        program.ask("contend");
        done("detach", process);
        program.ask("contend");
        growth.add(settled());
      } while (!closed.await(PAUSE_SECONDS, TimeUnit.SECONDS));
    } catch (Exception | AssertionError e) {
      faults.add(e.toString());
    }
  }

  // A compiler that is at work on a method of the agent keeps its classes until it is through.
  private String settled() throws Exception {
    String sample = program.ask("sample");
    for (int i = 0; i < LOOKS && growth.exceeds(sample, "CLASSES"); i++) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      sample = program.ask("sample");
    }
    return sample;
  }

  private void done(String... command) throws Exception {
    ChildJvm.Result result = ChildJvm.runJar(command);
    if (result.exit() != 0 || !result.err().isEmpty()) {
      faults.add(List.of(command) + ": " + result);
    }
  }

  @Override
  public void close() throws InterruptedException {
    closed.countDown();
    thread.join();
  }
}
