package io.lockmeter.benchmarks.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.benchmarks.harness.Tool;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ContendedTableTest {

  @Test
  void givesTheShareOfTheThroughputThatEachToolLeaves() {
    String table =
        ContendedTable.of(
            List.of(
                new ContendedFigure("monitor 1us", 2, Tool.NONE, 200, 16),
                new ContendedFigure("monitor 1us", 2, Tool.LOCKMETER, 190, 18.5),
                new ContendedFigure("monitor 1us", 2, Tool.JFR, 100, 900)),
            List.of(Tool.NONE, Tool.LOCKMETER, Tool.JFR));

    assertThat(table.lines())
        .map(line -> line.trim().replaceAll(" +", " "))
        .containsExactly(
            "threads ops/ms lockmeter jfr B/op", "monitor 1us 2 200.00 0.95 0.50 +2.50");
  }
}
