package io.lockmeter.benchmarks.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.benchmarks.BenchmarksJar;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ContendedCostIT {

  @TempDir Path directory;

  @Test
  void printsTheThroughputWithoutAToolAndWithEach() throws Exception {
    BenchmarksJar.Result result =
        BenchmarksJar.run(
            directory,
            "contended",
            "--quick",
            "--threads",
            "2",
            "--sections",
            "1us",
            "--tools",
            "LOCKMETER,JFR,ASYNC,CLOCK",
            "--agent",
            System.getProperty("lockmeter.jar"),
            "monitor");

    assertThat(result.status()).as(result.err()).isZero();
    assertThat(result.out())
        .containsPattern("threads +ops/ms +lockmeter +jfr +async +clock +B/op")
        .containsPattern("monitor 1us +2 +\\d+\\.\\d\\d( +\\d+\\.\\d\\d){4} +[+-]\\d+\\.\\d\\d");
  }
}
