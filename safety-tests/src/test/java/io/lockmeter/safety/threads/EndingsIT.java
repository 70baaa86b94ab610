package io.lockmeter.safety.threads;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.testing.FinishedProgram;
import io.lockmeter.testing.JavaProgram;
import io.lockmeter.testing.Processes;
import io.lockmeter.testing.Report;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A JVM ends as the program says, whatever runs in the agent, and with a report if it can. */
class EndingsIT {

  private static final int SIGTERM = 128 + 15;

  @TempDir private Path folder;

  /** The lock is held to the end, and a daemon waits for it. */
  @ParameterizedTest
  @CsvSource({
    "end, 0, http.port=0",
    "end, 0, metrics=app",
    "end, 0, monitors=jfr",
    "exit, 9, http.port=0",
    "halt, 9, http.port=0",
    "exception, 1, jfr=false"
  })
  void withThreadsThatWait(String ending, int status, String option) {
    FinishedProgram program =
        JavaProgram.of(Endings.class).arguments(ending).withAgent(option).run();
    assertThat(program.exitCode()).as("%s", program.stderr()).isEqualTo(status);
    assertThat(program.stdout()).containsExactly("waiting");
    if (ending.equals("exception")) {
      assertThat(program.otherStderr().get(0)).contains("IllegalStateException: meant");
    } else {
      assertThat(program.otherStderr()).isEmpty();
    }
    if (ending.equals("halt")) {
      assertThat(program.reportFile()).doesNotExist();
    } else {
      waitIsReported(program.report());
    }
  }

  @Test
  void deadlockedThreadsAreInTheReport() {
    FinishedProgram program =
        JavaProgram.of(Endings.class).arguments("deadlock").withAgent("").run();
    assertThat(program.exitCode()).as("%s", program.stderr()).isEqualTo(Endings.STATUS);
    assertThat(program.stdout()).containsExactly("deadlocked");
    for (String monitor : List.of("ONE", "OTHER")) {
      assertThat(program.report().find(Endings.class.getName() + "." + monitor, "monitor"))
          .as("%s", program.report().locks())
          .hasValueSatisfying(lock -> assertThat(lock.waitSeconds()).isPositive());
    }
  }

  /** Overtaken by the JVM's end, it would write to the program's standard output. */
  @Test
  void whileFlightRecorderIsBeingSetUp() throws Exception {
    FinishedProgram program =
        JavaProgram.of(HeldRecorder.class)
            .jvm(
                "-Xlog:jfr+system=info",
                "-javaagent:" + HeldRecorder.jar(folder),
                "-javaagent:" + JavaProgram.agentJar() + "=monitors=jfr")
            .run();
    assertThat(program.exitCode()).as("%s", program.stderr()).isEqualTo(Endings.STATUS);
    assertThat(program.stdout())
        .contains(HeldRecorder.ENDING)
        .anyMatch(line -> line.contains("Registered JDK events"))
        .noneMatch(line -> line.contains("[warning]"));
    assertThat(program.otherStderr()).isEmpty();
  }

  @Test
  void bySignal() throws Exception {
    Path report = folder.resolve("report.json");
    Path classes =
        Path.of(Endings.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Process process =
        Processes.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-javaagent:" + JavaProgram.agentJar() + "=report=" + report,
                "-cp",
                classes.toString(),
                Endings.class.getName(),
                "signal")
            .redirectError(folder.resolve("stderr").toFile())
            .start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).isEqualTo("waiting");
      process.destroy();
      assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).isEqualTo(SIGTERM);
    assertThat(Files.readAllLines(folder.resolve("stderr")))
        .allMatch(line -> line.startsWith("[lockmeter]"));
    waitIsReported(Report.read(report));
  }

  /** The wait is in flight when the report is written. */
  private static void waitIsReported(Report report) {
    assertThat(report.find(Endings.class.getName() + ".LOCK", "reentrant"))
        .as("%s", report.locks())
        .hasValueSatisfying(lock -> assertThat(lock.waitSeconds()).isPositive());
  }
}
