package io.lockmeter.benchmarks.locks;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.benchmarks.BenchmarksJar;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LockPeersIT {

  @TempDir Path directory;

  @Test
  void printsOursBesideItsPeers() throws Exception {
    BenchmarksJar.Result result =
        BenchmarksJar.run(directory, "locks", "--quick", "--threads", "1", "CounterAdd");

    assertThat(result.status()).as(result.err()).isZero();
    assertThat(result.out())
        .containsPattern("CounterAdd +1 +ShardedCounter +\\d+\\.\\d\\d +\\d+\\.\\d *\n")
        .containsPattern(" LongAdder +\\d+\\.\\d\\d +\\d+\\.\\d +\\d+\\.\\d\\d +0\\.80");
  }
}
