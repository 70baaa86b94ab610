package io.lockmeter.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lockmeter.testing.FinishedProgram;
import io.lockmeter.testing.JavaProgram;
import io.lockmeter.testing.Report;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The wait ratio is the share of their busy time that threads wait, whatever else they, and others,
 * do: not diluted by idle threads of a pool or by threads that never want the lock, and no false
 * alarm where tasks wait for devices.
 */
class WaitRatioIT {

  private static final double POINTS = 0.03;
  private static final double LIMIT = 0.08;
  // Where the machine stalls, a lock of the JDK may be flagged too.
  private static final String LOCK = "lock " + Load.class.getName() + ".shared (reentrant) ";
  private static final Predicate<String> FLAGGED = line -> line.contains(LOCK + "is flagged");
  private static final Predicate<String> CLEARED = line -> line.contains(LOCK + "is cleared");
  private static final Predicate<String> MEASURED = line -> line.startsWith(Load.PREFIX);

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "a pool of 200 with 8 busy that wait 30 %,     200,  8, 46, 10, false,   0, true",
    "50 threads with 98 ms of I/O per 1 ms of lock, 50, 50, 98,  1, false,   0, false",
    "the same in Future.get,                        50, 50, 98,  1, true,    0, false",
    "8 that wait 30 % beside 192 busy elsewhere,     8,  8, 46, 10, false, 192, true"
  })
  void isWhatTheProgramMeasuredItself(
      String name,
      int poolThreads,
      int busy,
      int outsideMillis,
      int insideMillis,
      boolean inFuture,
      int bystanders,
      boolean flagged) {
    FinishedProgram program =
        JavaProgram.of(Load.class)
            .arguments(
                Integer.toString(poolThreads),
                Integer.toString(busy),
                Integer.toString(outsideMillis),
                Integer.toString(insideMillis),
                Boolean.toString(inFuture),
                Integer.toString(bystanders))
            .withAgent("window=1s")
            .run(
                lines -> !flagged || lines.stream().anyMatch(FLAGGED),
                lines -> lines.stream().anyMatch(flagged ? CLEARED : MEASURED));

    assertThat(program.exitCode()).as("%s", program.stderr()).isZero();
    String line =
        program.stdout().stream()
            .filter(printed -> printed.startsWith(Load.PREFIX))
            .findFirst()
            .orElseThrow();
    String lockName = line.split("\t", -1)[1];
    double least = Double.parseDouble(line.split("\t", -1)[2]);
    double most = Double.parseDouble(line.split("\t", -1)[3]);
    double worst = Double.parseDouble(line.split("\t", -1)[4]);
    assertThat(program.report().find(lockName, "reentrant"))
        .hasValueSatisfying(
            lock ->
                assertThat(lock.waitRatio())
                    .as("%s", lock)
                    .isBetween(least - POINTS, most + POINTS));
    assumeTrue(
        flagged || worst < LIMIT,
        "other programs slowed this one down so much that its lock did become a bottleneck");
    assertThat(program.report().find(lockName, "reentrant"))
        .hasValueSatisfying(lock -> check(lock, flagged));
    List<String> transitions =
        program.agentLog().stream().filter(said -> said.contains("lock " + lockName)).toList();
    if (flagged) {
      assertThat(transitions).hasSize(2);
      assertThat(transitions.get(0)).contains("WARN").contains("is flagged");
      assertThat(transitions.get(1)).contains("INFO").contains("is cleared");
    } else {
      assertThat(transitions).isEmpty();
    }
  }

  private static void check(Report.Lock lock, boolean flagged) {
    assertThat(lock.everFlagged()).as("%s", lock).isEqualTo(flagged);
    assertThat(lock.flagged()).as("still flagged after a rest: %s", lock).isFalse();
  }
}
