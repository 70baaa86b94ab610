package io.lockmeter.safety.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lockmeter.testing.FinishedProgram;
import io.lockmeter.testing.JavaProgram;
import io.lockmeter.testing.Report;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Threads by the hundred thousand, and waits where little is to be relied on. */
class ThreadsIT {

  private static final int PLACES = 12;

  /**
   * A last wait is that of one shutdown hook for another: the report is written by a third, at the
   * same time.
   */
  @Test
  void waitsInOddPlacesAreCounted() {
    FinishedProgram program = JavaProgram.of(OddPlaces.class).withAgent("").run();
    assertThat(program.exitCode()).as("%s", program.stderr()).isEqualTo(OddPlaces.STATUS);
    assertThat(program.stdout()).hasSize(PLACES).allMatch(line -> line.startsWith(OddPlaces.PLACE));
    assertThat(program.otherStderr()).isEmpty();
    Report report = program.report();
    Report.Lock lock = lock(report, OddPlaces.class, "LOCK", "reentrant");
    assertThat(lock.contended()).as("%s", lock).isBetween(PLACES - 1L, (long) PLACES);
    assertThat(lock.waitSeconds()).as("%s", lock).isPositive();
    // Who loses the processor on the way in may be taken for one that waits.
    Report.Lock monitor = lock(report, OddPlaces.class, "MONITOR", "monitor");
    assertThat(monitor.contended()).as("%s", monitor).isBetween(PLACES - 1L, 2L * PLACES);
    assertThat(monitor.waitSeconds()).as("%s", monitor).isPositive();
  }

  /** One carrier: whoever blocks it in a hook stops them all. */
  @ParameterizedTest
  @CsvSource({"100000, 0", "10000, 1"})
  void virtualThreadsGoWithTheirStates(int threads, int carriers) {
    assumeTrue(
        Runtime.version().feature() >= 24,
        "virtual threads do not leave their carriers in monitors before JDK 24");
    JavaProgram program = JavaProgram.of(ManyThreads.class);
    if (carriers > 0) {
      program.jvm(
          "-Djdk.virtualThreadScheduler.parallelism=" + carriers,
          "-Djdk.virtualThreadScheduler.maxPoolSize=" + carriers);
    }
    check(program, "virtual", threads);
  }

  @Test
  void platformThreadsGoWithTheirStates() {
    check(JavaProgram.of(ManyThreads.class), "platform", 20_000);
  }

  /** Takes a minute or two, nearly all of it to start and end threads. */
  @Test
  void aMillionPlatformThreadsGoWithTheirStates() {
    assumeTrue(Boolean.getBoolean("thorough"), "slow; run it with -Pthorough");
    check(JavaProgram.of(ManyThreads.class), "platform", 1_000_000);
  }

  private static void check(JavaProgram program, String kind, int threads) {
    FinishedProgram finished =
        program
            .jvm("-Xmx256m")
            .arguments(kind, Integer.toString(threads))
            .withAgent("window=1s")
            .run();
    assertThat(finished.exitCode()).as("%s", finished.stderr()).isZero();
    assertThat(finished.stdout()).containsExactly(threads + " " + threads, "states left true");
    assertThat(finished.otherStderr()).isEmpty();
    Report report = finished.report();
    assertThat(report.dropped()).containsEntry("hook_failed", 0L);
    Report.Lock lock = lock(report, ManyThreads.class, "LOCK", "reentrant");
    assertThat(lock.contended()).isBetween(1L, (long) threads);
    assertThat(lock.waitRatio()).isBetween(0.0, 1.0);
    Report.Lock monitor = lock(report, ManyThreads.class, "MONITOR", "monitor");
    assertThat(monitor.contended()).isBetween(0L, (long) threads);
    assertThat(monitor.waitRatio()).isBetween(0.0, 1.0);
  }

  private static Report.Lock lock(Report report, Class<?> owner, String field, String kind) {
    return report
        .find(owner.getName() + "." + field, kind)
        .orElseThrow(() -> new AssertionError(field + " is not in " + report.locks()));
  }
}
