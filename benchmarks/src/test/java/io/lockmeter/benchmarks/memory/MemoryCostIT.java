package io.lockmeter.benchmarks.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.benchmarks.BenchmarksJar;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MemoryCostIT {

  @TempDir Path directory;

  @Test
  void printsTheMemoryWithoutAndWithTheAgent() throws Exception {
    BenchmarksJar.Result result =
        BenchmarksJar.run(
            directory,
            "memory",
            "--quick",
            "--contents",
            "SHORT_LIVED",
            "--agent",
            System.getProperty("lockmeter.jar"));

    assertThat(result.status()).as(result.err()).isZero();
    assertThat(result.out())
        .containsPattern(
            "short-lived locks +1000000( +\\d+\\.\\d\\d +\\d+\\.\\d\\d +[+-]\\d+\\.\\d\\d){2}");
  }
}
