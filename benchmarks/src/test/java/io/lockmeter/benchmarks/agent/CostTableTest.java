package io.lockmeter.benchmarks.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.benchmarks.agent.CostTable.Cost;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CostTableTest {

  @Test
  void givesMediansAndTheirRatio() {
    String table =
        CostTable.of(
            Map.of("writeLock", List.of(new Cost(10, 0), new Cost(90, 0), new Cost(12, 8))),
            Map.of("writeLock", List.of(new Cost(18, 16), new Cost(15, 24), new Cost(3, 24))));

    assertThat(table.lines())
        .map(line -> line.trim().replaceAll(" +", " "))
        .containsExactly(
            "per op ns without with ratio B without with", "writeLock 12.00 15.00 1.25 0.00 24.00");
  }

  @Test
  void takesTheMiddleOfTwoRounds() {
    String table =
        CostTable.of(
            Map.of("a", List.of(new Cost(1, 0), new Cost(2, 0))),
            Map.of("a", List.of(new Cost(6, 0), new Cost(3, 0))));

    assertThat(table).containsPattern("a +1\\.50 +4\\.50 +3\\.00");
  }
}
