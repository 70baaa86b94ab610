package io.lockmeter.benchmarks.locks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class PeerTableTest {

  @Test
  void givesMediansAndOursAsAMultipleOfThePeers() {
    String table =
        PeerTable.of(
            List.of(
                new Figure("Add", 2, "ours", 30, 0),
                new Figure("Add", 2, "peer", 10, 24),
                new Figure("Add", 1, "ours", 9, 0),
                new Figure("Add", 1, "peer", 10, 0),
                new Figure("Add", 2, "ours", 10, 0),
                new Figure("Add", 2, "peer", 12, 24),
                new Figure("Add", 2, "ours", 20, 0),
                new Figure("Add", 2, "peer", 1, 8)),
            List.of(new Target("Add", "peer", 1, 1.0), new Target("Add", "peer", 2, 1.5)));

    assertThat(table.lines())
        .map(line -> line.strip().replaceAll(" +", " "))
        .containsExactly(
            "threads ops/us B/op ratio target",
            "Add 1 ours 9.00 0.0",
            "peer 10.00 0.0 0.90 1.00 missed",
            "Add 2 ours 20.00 0.0",
            "peer 10.00 24.0 2.00 1.50");
  }
}
