package io.lockmeter.locks;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

public class ShardedCounterLincheckTest {

  @Test
  void modelChecks() {
    Linearizability.modelCheck(Sums.class);
  }

  @Test
  void modelChecks_whileTheShardsGrow() {
    Linearizability.modelCheck(GrowingSums.class);
  }

  @Test
  void estimatesAreNotExact() {
    Linearizability.modelCheckRefutes(Estimates.class);
  }

  @Test
  void growingWithoutClosingLosesAdditions() {
    Linearizability.modelCheckRefutes(GrowsOpen.class);
  }

  @Test
  void readingTheBaseFirstIsNotExact() {
    Linearizability.modelCheckRefutes(ReadsBaseFirst.class);
  }

  @Test
  void resettingOpenShardsLosesAdditions() {
    Linearizability.modelCheckRefutes(ResetsOpen.class);
  }

  public static class Sums {
    private final ShardedCounter counter = grownTo2();

    @Operation
    public void add(@Param(gen = IntGen.class, conf = "-3:3") int amount) {
      counter.add(amount);
    }

    @Operation
    public long sum() {
      return counter.sum();
    }

    @Operation
    public long sumThenReset() {
      return counter.sumThenReset();
    }
  }

  public static class GrowingSums {
    private final ShardedCounter counter = new ShardedCounter(4);

    @Operation
    public void add(@Param(gen = IntGen.class, conf = "-3:3") int amount) {
      counter.add(amount);
    }

    @Operation
    public void grow() {
      counter.grow(counter.shards);
    }

    @Operation
    public long sumThenReset() {
      return counter.sumThenReset();
    }
  }

  /** What {@code sum} would be if it did not close the shards. */
  public static class Estimates {
    private final ShardedCounter counter = grownTo2();

    /** Adds to a given shard: that of the calling thread depends on its id. */
    @Operation
    public void add(
        @Param(gen = IntGen.class, conf = "0:1") int home,
        @Param(gen = IntGen.class, conf = "1:3") int amount) {
      while (LongShards.add(counter.shards, home, amount) != LongShards.ADDED) {
        Thread.onSpinWait();
      }
    }

    @Operation
    public long estimate() {
      return counter.estimate();
    }
  }

  public static class GrowsOpen {
    private final FaultyCounter counter = new FaultyCounter();

    @Operation
    public void add(
        @Param(gen = IntGen.class, conf = "0:1") int home,
        @Param(gen = IntGen.class, conf = "1:3") int amount) {
      counter.add(home, amount);
    }

    @Operation
    public void grow() {
      counter.growWithoutClosing();
    }

    @Operation(nonParallelGroup = "readers")
    public long sum() {
      return counter.sum();
    }
  }

  public static class ReadsBaseFirst {
    private final FaultyCounter counter = new FaultyCounter();

    @Operation
    public void add(
        @Param(gen = IntGen.class, conf = "0:1") int home,
        @Param(gen = IntGen.class, conf = "1:3") int amount) {
      counter.add(home, amount);
    }

    @Operation(nonParallelGroup = "readers")
    public long sum() {
      return counter.sumOfBaseFirst();
    }
  }

  public static class ResetsOpen {
    private final FaultyCounter counter = new FaultyCounter();

    @Operation
    public void add(
        @Param(gen = IntGen.class, conf = "0:1") int home,
        @Param(gen = IntGen.class, conf = "1:3") int amount) {
      counter.add(home, amount);
    }

    @Operation(nonParallelGroup = "readers")
    public long sumThenReset() {
      return counter.sumThenResetWithoutClosing();
    }
  }

  private static ShardedCounter grownTo2() {
    ShardedCounter counter = new ShardedCounter(2);
    counter.grow(null);
    return counter;
  }
}
