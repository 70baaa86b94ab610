package io.lockmeter.attach;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.testing.ChildJvm;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The MBean comes once the program uses JMX, and never before. */
final class JmxIT {

  @TempDir Path directory;

  @Test
  void showsTheProfilerInTheServerThatTheProgramMade() throws Exception {
    Path report = directory.resolve("locks.json");

    ChildJvm.Result result =
        new ChildJvm().agent("window=2s").run(JmxProgram.class, report.toString());

    assertThat(result.out().lines())
        .containsExactly(
            "made for main",
            "Monitors rewrite",
            "SelfTest passed",
            "WindowSeconds 2.0",
            "FlagRatio 0.1",
            "HookedLocks [read, reentrant, stamped_read, stamped_write, write]",
            "dumped true");
    assertThat(result.exit()).isZero();
  }

  @Test
  void loadsNothingOfJmxInAProgramThatDoesNotUseIt() throws Exception {
    ChildJvm.Result result =
        new ChildJvm()
            .agent("jfr=false,jdk.monitors=off")
            .option("-verbose:class")
            .run(Sleeper.class);

    assertThat(result.out())
        .contains("io.lockmeter.engine.export.jmx.JmxExporter")
        .doesNotContain(" javax.management.", " java.util.logging.");
  }

  /** A program that does nothing for a while. */
  static final class Sleeper {

    private Sleeper() {}

    public static void main(String[] arguments) throws InterruptedException {
      Thread.sleep(2000);
    }
  }
}
