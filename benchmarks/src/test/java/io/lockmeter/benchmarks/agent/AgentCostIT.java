package io.lockmeter.benchmarks.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.benchmarks.BenchmarksJar;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AgentCostIT {

  @TempDir Path directory;

  @Test
  void printsWhatALockCostsWithoutAndWithTheAgent() throws Exception {
    BenchmarksJar.Result result =
        BenchmarksJar.run(
            directory,
            "agent",
            "--quick",
            "--agent",
            System.getProperty("lockmeter.jar"),
            "synchronizedMethod");

    assertThat(result.status()).as(result.err()).isZero();
    assertThat(result.out()).containsPattern("synchronizedMethod( +\\d+\\.\\d\\d){5}");
  }

  @Test
  void saysThatTheAgentIsMissing() throws Exception {
    BenchmarksJar.Result result =
        BenchmarksJar.run(directory, "agent", "--quick", "--agent", "no-such.jar");

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).startsWith("no-such.jar is not there");
  }

  @Test
  void refusesAnUnknownOption() throws Exception {
    BenchmarksJar.Result result = BenchmarksJar.run(directory, "agent", "--quik");

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).startsWith("Unknown option: '--quik'");
  }
}
