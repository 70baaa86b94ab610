package io.lockmeter.locks;

import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

public class ShardedCountersLincheckTest {

  @Test
  void modelChecks() {
    Linearizability.modelCheck(Snapshots.class);
  }

  @Test
  void modelChecks_whileTheShardsGrow() {
    Linearizability.modelCheck(GrowingSnapshots.class);
  }

  @Test
  void readingOpenShardsTearsUpdates() {
    Linearizability.modelCheckRefutes(OpenShards.class);
  }

  @Test
  void readingTheOverflowFirstIsNotExact() {
    Linearizability.modelCheckRefutes(OverflowFirst.class);
  }

  public static class Snapshots {
    private final ShardedCounters counters = new ShardedCounters(2, 2);

    public Snapshots() {
      counters.grow(counters.shards);
    }

    @Operation
    public void add(@Param(gen = IntGen.class, conf = "-3:3") int amount) {
      counters.add(0, 1, 1, amount);
    }

    @Operation
    public List<Long> snapshot() {
      return list(counters.snapshot());
    }

    @Operation
    public List<Long> snapshotThenReset() {
      return list(counters.snapshotThenReset());
    }
  }

  public static class GrowingSnapshots {
    private final ShardedCounters counters = new ShardedCounters(2, 2);

    @Operation
    public void add(@Param(gen = IntGen.class, conf = "-3:3") int amount) {
      counters.add(0, 1, 1, amount);
    }

    @Operation
    public void grow() {
      counters.grow(counters.shards);
    }

    @Operation
    public List<Long> snapshotThenReset() {
      return list(counters.snapshotThenReset());
    }
  }

  public static class OpenShards {
    private final FaultyCounters counters = new FaultyCounters();

    @Operation
    public void add(
        @Param(gen = IntGen.class, conf = "0:1") int home,
        @Param(gen = IntGen.class, conf = "1:3") int amount) {
      counters.add(home, 1, amount);
    }

    @Operation(nonParallelGroup = "readers")
    public List<Long> snapshot() {
      return counters.snapshotOfOpenShards();
    }
  }

  public static class OverflowFirst {
    private final FaultyCounters counters = new FaultyCounters();

    @Operation
    public void add(
        @Param(gen = IntGen.class, conf = "0:1") int home,
        @Param(gen = IntGen.class, conf = "1:3") int amount) {
      counters.add(home, 1, amount);
    }

    @Operation(nonParallelGroup = "readers")
    public List<Long> snapshot() {
      return counters.snapshotOfOverflowFirst();
    }
  }

  private static List<Long> list(long[] sums) {
    return List.of(sums[0], sums[1]);
  }
}
