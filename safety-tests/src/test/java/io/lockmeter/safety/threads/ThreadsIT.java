package io.lockmeter.safety.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lockmeter.testing.FinishedProgram;
import io.lockmeter.testing.JavaProgram;
import io.lockmeter.testing.Report;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Threads by the hundred thousand, and waits where little is to be relied on. */
class ThreadsIT {

  private static final Path TEST_CLASSES = Path.of("target", "test-classes").toAbsolutePath();

  private static final int PLACES = 13;

  @TempDir Path folder;

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

  /** Of each thread it is known that it waits, before either can be had. */
  @Test
  void eachWaitOfVirtualThreadsIsCounted() {
    assumeTrue(
        Runtime.version().feature() >= 24,
        "virtual threads do not leave their carriers in monitors before JDK 24");
    int threads = 100_000;
    int pinned = 50;
    FinishedProgram finished =
        JavaProgram.of(AllWaiting.class)
            .jvm("-Xmx512m")
            .jvm("-Djdk.virtualThreadScheduler.parallelism=" + (pinned + 2))
            .jvm("-Djdk.virtualThreadScheduler.maxPoolSize=" + (pinned + 2))
            .arguments(Integer.toString(threads), Integer.toString(pinned))
            .withAgent("window=1s")
            .run();
    assertThat(finished.exitCode()).as("%s", finished.stderr()).isZero();
    assertThat(finished.otherStderr()).isEmpty();
    Report report = finished.report();
    assertThat(report.dropped()).containsEntry("hook_failed", 0L);
    checkWaits(
        lock(report, AllWaiting.class, "LOCK", "reentrant"), threads, finished.stdout().get(0));
    checkWaits(
        lock(report, AllWaiting.class, "MONITOR", "monitor"), threads, finished.stdout().get(1));
  }

  /**
   * @param bounds of all waits together, in nanoseconds
   */
  private static void checkWaits(Report.Lock lock, int threads, String bounds) {
    String[] nanos = bounds.split(" ");
    assertThat(lock.contended()).as("%s", lock).isEqualTo(threads);
    assertThat(lock.abandoned()).as("%s", lock).isZero();
    assertThat(lock.waitSeconds())
        .as("%s", lock)
        .isBetween(Long.parseLong(nanos[0]) / 1e9, Long.parseLong(nanos[1]) / 1e9);
    assertThat(lock.waitRatio()).as("%s", lock).isBetween(0.0, 1.0);
  }

  /** Threads of native code, which are attached while they run Java. */
  @Test
  void waitsOfNativeThreadsAreCountedAndTheirStatesGo() throws Exception {
    assumeTrue(
        Runtime.version().feature() >= 22,
        "Java starts native threads without a C compiler from JDK 22 on");
    assumeTrue(
        !System.getProperty("os.name").startsWith("Windows"), "Windows has no POSIX threads");
    int waiting = 10;
    int others = 3_000;
    int left = 1_000;
    FinishedProgram finished =
        JavaProgram.of("NativeThreads", compiled("NativeThreads.java"), TEST_CLASSES)
            .jvm("--enable-native-access=ALL-UNNAMED")
            .arguments(Integer.toString(waiting), Integer.toString(others), Integer.toString(left))
            .withAgent("window=1s")
            .run();
    assertThat(finished.exitCode()).as("%s", finished.stderr()).isZero();
    assertThat(finished.stdout()).containsExactly("taken " + (waiting + others), "states are gone");
    assertThat(finished.otherStderr()).isEmpty();
    for (String field : List.of("LOCK reentrant", "MONITOR monitor")) {
      String[] nameAndKind = field.split(" ");
      assertThat(finished.report().find("NativeThreads." + nameAndKind[0], nameAndKind[1]))
          .as("%s", finished.report().locks())
          .hasValueSatisfying(lock -> assertThat(lock.contended()).isEqualTo(waiting));
    }
  }

  /** The tests are compiled for a JDK without what it uses. */
  private Path compiled(String program) {
    StringWriter messages = new StringWriter();
    int status =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(
                new PrintWriter(messages),
                new PrintWriter(messages),
                "-cp",
                TEST_CLASSES.toString(),
                "-d",
                folder.toString(),
                Path.of("src", "test", "programs", program).toString());
    assertThat(status).as("%s", messages).isZero();
    return folder;
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
