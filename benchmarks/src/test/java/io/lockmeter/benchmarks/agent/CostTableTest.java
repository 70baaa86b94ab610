package io.lockmeter.benchmarks.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CostTableTest {

  @Test
  void givesMediansAndTheirRatio() {
    String table =
        CostTable.of(
            Map.of("writeLock", List.of(10.0, 90.0, 12.0)),
            Map.of("writeLock", List.of(18.0, 15.0, 3.0)));

    assertThat(table.lines())
        .map(line -> line.trim().replaceAll(" +", " "))
        .containsExactly("ns/op without with ratio", "writeLock 12.00 15.00 1.25");
  }

  @Test
  void takesTheMiddleOfTwoRounds() {
    String table = CostTable.of(Map.of("a", List.of(1.0, 2.0)), Map.of("a", List.of(6.0, 3.0)));

    assertThat(table).containsPattern("a +1\\.50 +4\\.50 +3\\.00");
  }
}
