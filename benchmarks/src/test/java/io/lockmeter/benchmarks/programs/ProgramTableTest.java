package io.lockmeter.benchmarks.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ProgramTableTest {

  @Test
  void givesProcessorTimePerOperationAndThroughput() {
    Run once = new Run(1000, 2, 4);
    String table =
        ProgramTable.of(
            Map.of(Program.H2, List.of(List.of(once, once), List.of(once, once))),
            Map.of(Program.H2, List.of(List.of(new Run(1000, 4, 5), new Run(1000, 2, 2)))));

    assertThat(table)
        .containsPattern("h2, statements +4000\\.00 +5000\\.00 +1\\.250 +500\\.0 +250\\.0 +0\\.500")
        .containsPattern(
            "h2, statements, settled +4000\\.00 +2000\\.00 +0\\.500 +500\\.0 +500\\.0 +1\\.000");
  }
}
