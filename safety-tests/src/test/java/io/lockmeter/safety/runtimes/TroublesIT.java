package io.lockmeter.safety.runtimes;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.testing.FinishedProgram;
import io.lockmeter.testing.JavaProgram;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** After whatever has hit threads inside of locks, all locks are free, and all goes on. */
class TroublesIT {

  private static final Predicate<List<String>> STARTED =
      lines -> lines.stream().anyMatch(line -> line.contains("self-test passed"));

  @Test
  void heapThatIsFullWhileThreadsContend() {
    // Once the agent has started: what it could not start for want of memory it does without.
    FinishedProgram program =
        run("memory", List.of(STARTED, JvmOptionsIT.FLAGGED), "-Xmx24m", "-XX:+UseSerialGC");

    assertThat(program.otherStderr()).allMatch(TroublesIT::isOfTheJvm);
    assertThat(program.agentLog())
        .filteredOn(line -> line.contains(" ERROR "))
        .allMatch(line -> line.contains("OutOfMemoryError"));
    JvmOptionsIT.checkWaits(program);
  }

  /**
   * What the JVM says of each class that it loads without memory for transformers, and of a thread
   * of JFR that met the end of the heap.
   */
  private static boolean isOfTheJvm(String line) {
    return line.isBlank()
        || line.contains("java.lang.instrument ASSERTION FAILED")
        || line.startsWith("Exception in thread \"JFR ")
        || line.startsWith("java.lang.OutOfMemoryError")
        || line.startsWith("\tat jdk.jfr/")
        || line.startsWith("\tat java.base/");
  }

  @Test
  void exceptionsThatEndThreadsInsideOfSections() {
    check("exceptions", "-Xss512k");
  }

  /** Such an error can strike anywhere, also in a hook. Newer JDKs know it no more. */
  @Test
  @EnabledForJreRange(max = JRE.JAVA_19)
  void threadsThatAreStoppedInsideOfSections() {
    check("stop", "-Xss512k");
  }

  private static void check(String trouble, String option) {
    FinishedProgram program = run(trouble, List.of(JvmOptionsIT.FLAGGED), option);

    assertThat(program.otherStderr()).isEmpty();
    JvmOptionsIT.checkReport(program);
  }

  @SuppressWarnings("unchecked")
  private static FinishedProgram run(
      String trouble, List<Predicate<List<String>>> steps, String... options) {
    FinishedProgram program =
        JavaProgram.of(Troubles.class)
            .arguments(trouble)
            .jvm(options)
            .withAgent("window=200ms")
            .run(steps.toArray(Predicate[]::new));
    assertThat(program.exitCode()).as("%s", program.stderr()).isEqualTo(KnownContention.EXIT);
    assertThat(JvmOptionsIT.said(program.stdout())).isEqualTo(List.of(KnownContention.OUT));
    return program;
  }
}
