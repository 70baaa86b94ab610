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
  void stressed() {
    Linearizability.stress(Sums.class);
  }

  @Test
  void estimatesAreNotExact() {
    Linearizability.modelCheckRefutes(Estimates.class);
  }

  public static class Sums {
    private final ShardedCounter counter = new ShardedCounter(2);

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

  /** What {@code sum} would be if it did not take the shards. */
  public static class Estimates {
    private final ShardedCounter counter = new ShardedCounter(2);

    @Operation
    public void add(@Param(gen = IntGen.class, conf = "-3:3") int amount) {
      counter.add(amount);
    }

    @Operation
    public long estimate() {
      return counter.estimate();
    }
  }
}
