package io.lockmeter.locks;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.locks.Lock;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

public class StripedLocksLincheckTest {

  /** Keys of different stripes. */
  private static final int LOW = StripedKeys.of(2, 0);

  private static final int HIGH = StripedKeys.of(2, 1);

  @Test
  void modelChecks() {
    Linearizability.modelCheck(Pairs.class);
  }

  @Test
  void halfTheLocksDoNotExclude() {
    Linearizability.modelCheckRefutes(HalfLockedPairs.class);
  }

  @Test
  void locksTakenOneByOneDeadlock() {
    assertThatThrownBy(() -> Linearizability.modelCheck(PairsLockedOneByOne.class))
        .isInstanceOf(LincheckAssertionError.class)
        .hasMessageContaining("The execution has hung");
  }

  /** Two numbers that are changed together. */
  public static class Pairs {
    private final StripedLocks locks = new StripedLocks(2);
    private int low;
    private int high;

    @Operation
    public int increment() {
      try (StripedLocks.Held held = locks.acquireAll(List.of(LOW, HIGH))) {
        low++;
        return low + ++high;
      }
    }

    @Operation
    public int decrement() {
      try (StripedLocks.Held held = locks.acquireAll(List.of(HIGH, LOW))) {
        high--;
        return --low + high;
      }
    }
  }

  /** Each operation takes the lock of one of the two numbers. */
  public static class HalfLockedPairs {
    private final StripedLocks locks = new StripedLocks(2);
    private int low;
    private int high;

    @Operation
    public int increment() {
      try (StripedLocks.Held held = locks.acquireAll(List.of(LOW))) {
        low++;
        return low + ++high;
      }
    }

    @Operation
    public int decrement() {
      try (StripedLocks.Held held = locks.acquireAll(List.of(HIGH))) {
        high--;
        return --low + high;
      }
    }
  }

  /** What {@code acquireAll} would be if it kept to the order of its keys. */
  public static class PairsLockedOneByOne {
    private final StripedLocks locks = new StripedLocks(2);
    private int low;
    private int high;

    @Operation
    public int increment() {
      return both(locks.get(LOW), locks.get(HIGH), 1);
    }

    @Operation
    public int decrement() {
      return both(locks.get(HIGH), locks.get(LOW), -1);
    }

    private int both(Lock first, Lock second, int amount) {
      first.lock();
      try {
        second.lock();
        try {
          low += amount;
          high += amount;
          return low + high;
        } finally {
          second.unlock();
        }
      } finally {
        first.unlock();
      }
    }
  }
}
