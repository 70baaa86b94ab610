package io.lockmeter.benchmarks.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MemoryTableTest {

  private static final double MB = 1 << 20;

  @Test
  void givesTheDifferenceOfTheMedians() {
    MemoryTable.Row idle = new MemoryTable.Row("idle", 0);

    String table =
        MemoryTable.of(
            Map.of(idle, List.of(new Memory(MB, 30 * MB), new Memory(2 * MB, 20 * MB))),
            Map.of(idle, List.of(new Memory(4 * MB, 35 * MB))));

    assertThat(table)
        .containsPattern("idle +0 +1\\.50 +4\\.00 +\\+2\\.50 +25\\.00 +35\\.00 +\\+10\\.00");
  }
}
