package io.lockmeter.benchmarks.programs;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.benchmarks.BenchmarksJar;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProgramCostIT {

  @TempDir Path directory;

  @Test
  void printsProcessorTimeAndThroughputWithoutAndWithTheAgent() throws Exception {
    BenchmarksJar.Result result =
        BenchmarksJar.run(
            directory, "programs", "--quick", "--agent", System.getProperty("lockmeter.jar"));

    assertThat(result.status()).as(result.err()).isZero();
    for (Program program : Program.values()) {
      assertThat(result.out())
          .containsPattern(program.label + "( +\\d+\\.\\d+){6}")
          .containsPattern(program.label + ", settled( +\\d+\\.\\d+){6}");
    }
  }
}
