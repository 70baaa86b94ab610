package io.lockmeter.locks;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

public class LockFreeCounterLincheckTest {

  @Test
  void modelChecks() {
    Linearizability.modelCheck(Updates.class);
  }

  @Test
  void addingAndThenReadingIsNotOneStep() {
    Linearizability.modelCheckRefutes(TwoSteps.class);
  }

  @Param(name = "amount", gen = IntGen.class, conf = "-2:3")
  public static class Updates {
    private final LockFreeCounter counter = new LockFreeCounter();

    @Operation
    public long addAndGet(@Param(name = "amount") int amount) {
      return counter.addAndGet(amount);
    }

    @Operation
    public boolean compareAndSet(
        @Param(name = "amount") int expected, @Param(name = "amount") int update) {
      return counter.compareAndSet(expected, update);
    }

    @Operation
    public long sumThenReset() {
      return counter.sumThenReset();
    }
  }

  /** What {@code addAndGet} would be if others could come between. */
  public static class TwoSteps {
    private final LockFreeCounter counter = new LockFreeCounter();

    @Operation
    public long addAndGet(@Param(gen = IntGen.class, conf = "1:3") int amount) {
      counter.add(amount);
      return counter.sum();
    }
  }
}
