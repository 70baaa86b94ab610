package io.lockmeter.benchmarks.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StartupTableTest {

  @Test
  void givesMediansWhatIsAddedAndTheRatio() {
    Map<String, List<Start>> starts = new LinkedHashMap<>();
    starts.put("no agent", List.of(new Start(40, 30), new Start(900, 10), new Start(42, 20)));
    starts.put("small", List.of(new Start(100, 70), new Start(110, 70)));
    starts.put("large", List.of(new Start(542, 420)));

    assertThat(StartupTable.of(Program.TRIVIAL, starts, "large").lines())
        .map(line -> line.trim().replaceAll(" +", " "))
        .containsExactly(
            "trivial no agent 42 0 20 0 0.00",
            "trivial small 105 63 70 50 0.13",
            "trivial large 542 500 420 400 1.00");
  }
}
