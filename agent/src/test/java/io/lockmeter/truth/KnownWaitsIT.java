package io.lockmeter.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.testing.FinishedProgram;
import io.lockmeter.testing.JavaProgram;
import io.lockmeter.testing.Report;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The report's waits are those that the program measured itself, under the right name and kind. */
class KnownWaitsIT {

  private static final double SHARE = 0.05;

  /**
   * The JVM works out the rate of JFR's clock in a few milliseconds at its start, and is some per
   * cent off if the machine stalls then.
   */
  private static final double SHARE_OF_JFR = 0.25;

  private static final double SECONDS = 0.005;
  private static final double SHARE_OF_MANY = 0.15;

  @ParameterizedTest
  @ValueSource(classes = {ReentrantLocks.class, SharedLocks.class, OtherLocks.class})
  void waitsForLocks(Class<?> program) {
    check(JavaProgram.of(program).withAgent("").run());
  }

  @Test
  void waitsForMonitorsOfTheJdk() {
    check(
        JavaProgram.of(JdkMonitors.class).arguments("recorded").withAgent("").run(), SHARE_OF_JFR);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rewrite", "jfr"})
  void waitsForMonitorsOfTheApplication(String mode) {
    check(
        JavaProgram.of(ApplicationMonitors.class)
            .arguments("recorded")
            .withAgent("monitors=" + mode)
            .run(),
        mode.equals("jfr") ? SHARE_OF_JFR : SHARE);
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_25)
  void waitsForMonitorsOfTheApplicationWithCompactHeaders() {
    check(
        JavaProgram.of(ApplicationMonitors.class)
            .jvm("-XX:+UseCompactObjectHeaders")
            .arguments("recorded")
            .withAgent("")
            .run());
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_24)
  void waitsOfVirtualThreads() {
    check(JavaProgram.of(VirtualThreads.class).arguments("recorded").withAgent("").run());
  }

  @Test
  void waitsForAnythingButLocksAddNothing() {
    FinishedProgram program = JavaProgram.of(NothingToWaitFor.class).withAgent("").run();
    assertThat(program.exitCode()).as("%s", program.stderr()).isZero();
    List<Report.Lock> locks = program.report().locks();
    assertThat(locks)
        .filteredOn(lock -> lock.lock().startsWith(NothingToWaitFor.class.getName()))
        .allMatch(lock -> lock.contended() == 0 && lock.abandoned() == 0);
    // Each of the others would be a wait as long as that; the JDK's own are for moments.
    assertThat(program.report().totalWaitSeconds())
        .as("%s", locks)
        .isLessThan(NothingToWaitFor.NANOS / 2e9 + Truth.unknown(program));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lock", "monitor"})
  void veryManyWaitsAreCountedInFull(String sort) {
    FinishedProgram program =
        JavaProgram.of(ManyShortWaits.class).arguments(sort).withAgent("").run();
    assertThat(program.exitCode()).as("%s", program.stderr()).isZero();
    Truth truth = Truth.of(program).get(0);
    assertThat(program.report().find(truth.lock(), truth.kind()))
        .hasValueSatisfying(
            lock ->
                assertThat(lock.waitSeconds())
                    .as("%s", lock)
                    .isBetween(
                        (1 - SHARE_OF_MANY) * truth.least(), (1 + SHARE_OF_MANY) * truth.most()));
  }

  private static void check(FinishedProgram program) {
    check(program, SHARE);
  }

  /**
   * @param share how far the report may be off
   */
  private static void check(FinishedProgram program, double share) {
    assertThat(program.exitCode()).as("%s", program.stderr()).isZero();
    assertThat(program.otherStderr()).isEmpty();
    List<Truth> truths = Truth.of(program);
    assertThat(truths).isNotEmpty();
    Report report = program.report();
    SoftAssertions softly = new SoftAssertions();
    for (Truth truth : truths) {
      softly
          .assertThat(report.find(truth.lock(), truth.kind()))
          .as("%s among %s", truth, report.locks())
          .hasValueSatisfying(lock -> check(softly, truth, lock, share));
    }
    // Nothing is counted twice, under another name or another kind.
    double most = truths.stream().mapToDouble(Truth::most).sum();
    softly
        .assertThat(report.totalWaitSeconds())
        .as("all waits together: %s", report.locks())
        .isLessThan(most + tolerance(most, share) + Truth.unknown(program));
    softly.assertAll();
  }

  private static void check(SoftAssertions softly, Truth truth, Report.Lock lock, double share) {
    softly
        .assertThat(lock.waitSeconds())
        .as("%s", truth)
        .isBetween(
            truth.least() - tolerance(truth.least(), share),
            truth.most() + tolerance(truth.most(), share));
    softly
        .assertThat(lock.contended())
        .as("contended: %s", truth)
        .isGreaterThanOrEqualTo(truth.contended());
    softly.assertThat(lock.abandoned()).as("abandoned: %s", truth).isEqualTo(truth.abandoned());
  }

  private static double tolerance(double seconds, double share) {
    return Math.max(SECONDS, share * seconds);
  }
}
