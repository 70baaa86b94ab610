package io.lockmeter.benchmarks.startup;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.benchmarks.BenchmarksJar;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
final class StartupCostIT {

  @TempDir Path directory;

  @Test
  void printsWhatEachAgentAddsToATrivialProgram() throws Exception {
    BenchmarksJar.Result result =
        BenchmarksJar.run(
            directory,
            "startup",
            "--rounds",
            "1",
            "--program",
            "TRIVIAL",
            "--agent",
            System.getProperty("lockmeter.jar"));

    assertThat(result.status()).as(result.err()).isZero();
    for (String name : new String[] {"no agent", "Lockmeter", "OpenTelemetry", "JMX exporter"}) {
      assertThat(result.out()).containsPattern("trivial +" + name + " +\\d+ +-?\\d+ +\\d+ +-?\\d+");
    }
    assertThat(result.out()).doesNotContain("spring");
  }

  @Test
  void saysThatTheAgentIsMissing() throws Exception {
    BenchmarksJar.Result result =
        BenchmarksJar.run(directory, "startup", "--quick", "--agent", "no-such.jar");

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).startsWith("no-such.jar is not there");
  }
}
