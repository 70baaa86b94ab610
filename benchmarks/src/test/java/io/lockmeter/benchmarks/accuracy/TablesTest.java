package io.lockmeter.benchmarks.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.benchmarks.harness.Tool;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.util.ListStatistics;

final class TablesTest {

  @Test
  void givesTheErrorOfATotalInPerCentOfTheTruth() {
    String table =
        WaitTable.of(
            List.of(
                new WaitFigure(Regime.TINY, "fair", Tool.NONE, 10, 2e6, Double.NaN),
                new WaitFigure(Regime.TINY, "fair", Tool.LOCKMETER, 10, 2e6, 1.9e6)));

    assertThat(table.lines().skip(1))
        .map(line -> line.trim().replaceAll(" +", " "))
        .containsExactly(
            "2 us fair none 10 200.00 2.00", "2 us fair lockmeter 10 200.00 2.00 1.90 -5.00");
  }

  @Test
  void saysWhetherZeroIsInTheConfidenceInterval() {
    BiasTable.Row near = new BiasTable.Row("free", "fair", "acquisitions");
    BiasTable.Row far = new BiasTable.Row("free", "write", "acquisitions");

    String nearZero = BiasTable.of(Map.of(near, new ListStatistics(new double[] {-1, 0, 2.5})));
    String farFromZero = BiasTable.of(Map.of(far, new ListStatistics(new double[] {9, 10, 11})));

    assertThat(nearZero).containsPattern("free +fair +acquisitions +3 +\\+0\\.50 +4\\.48 +inside");
    assertThat(farFromZero)
        .containsPattern("free +write +acquisitions +3 +\\+10\\.00 +2\\.48 +outside");
  }
}
