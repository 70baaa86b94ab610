package io.lockmeter.benchmarks.programs;

import com.sun.management.OperatingSystemMXBean;
import io.lockmeter.benchmarks.harness.ChildJvm;
import java.lang.management.ManagementFactory;

/**
 * Measures a program from the inside, so that the start of the JVM and of the agent is not in it.
 */
final class Clocked {

  /** System property: how often a program does its work; four times unless set. */
  static final String TIMES = "benchmarks.times";

  private Clocked() {}

  /** What a program does; returns how many operations that was. */
  @FunctionalInterface
  interface Work {
    long run() throws Exception;
  }

  /**
   * Runs it several times, as most of what an agent costs is spent once.
   *
   * <p>Results, one for each time: operations, seconds on the clock, and CPU seconds of the whole
   * process.
   */
  static void run(Work work) throws Exception {
    for (int time = 0; time < Integer.getInteger(TIMES, 4); time++) {
      measure(work);
    }
  }

  private static void measure(Work work) throws Exception {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long cpu = system.getProcessCpuTime();
    long start = System.nanoTime();
    long operations = work.run();
    ChildJvm.result(
        operations, (System.nanoTime() - start) / 1e9, (system.getProcessCpuTime() - cpu) / 1e9);
  }
}
