package io.lockmeter.locks;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockmeter.locks.LockOrderViolation.Acquisition;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of the threads whose acquisitions form a cycle, one is told, however they race. */
public class OrderGraphLincheckTest {

  private static final Acquisition SEEN =
      new Acquisition("held", "wanted", "thread", Instant.EPOCH, List.of());

  @Test
  void modelChecks() {
    modelCheck(Guarded.class);
    modelCheck(GuardedWriters.class);
  }

  @ParameterizedTest
  @ValueSource(classes = {Unguarded.class, UnguardedWriters.class})
  void withoutTheLock_cyclesAreMissed(Class<?> unguarded) {
    assertThatThrownBy(() -> modelCheck(unguarded))
        .isInstanceOf(LincheckAssertionError.class)
        .hasMessageContaining("Invalid execution results");
  }

  /**
   * Takes a search of the graph as one step. It has hundreds, but of what the lock guards: what
   * matters is whether another thread comes between a search and the edge that is added after it.
   */
  private static void modelCheck(Class<?> operations) {
    new ModelCheckingOptions()
        .invocationTimeout$lincheck(Linearizability.PATIENCE_MILLIS)
        .iterations(5)
        .invocationsPerIteration(60)
        .threads(2)
        .actorsPerThread(2)
        .minimizeFailedScenario(false)
        .addGuarantee(
            ManagedStrategyGuaranteeKt.forClasses(OrderGraph.class.getName())
                .methods("judge", "judgeReaders")
                .treatAsAtomic())
        .check(operations);
  }

  public static class Guarded extends Edges {
    public Guarded() {
      super(new ReentrantLock());
    }
  }

  public static class Unguarded extends Edges {
    public Unguarded() {
      super(new NoLock());
    }
  }

  /** Acquisitions of exclusive locks of three classes. */
  abstract static class Edges {
    private final OrderGraph graph;
    private final List<LockNode> nodes = List.of(node("a"), node("b"), node("c"));

    Edges(Lock lock) {
      graph = new OrderGraph(lock, false);
    }

    private static LockNode node(String name) {
      return new LockClass(name, LockClass.UNRANKED, false).exclusive;
    }

    @Operation
    public boolean closesCycle(
        @Param(gen = IntGen.class, conf = "0:2") int held,
        @Param(gen = IntGen.class, conf = "1:2") int distance) {
      LockNode wanted = nodes.get((held + distance) % 3);
      return graph.add(nodes.get(held), wanted, SEEN) != null;
    }
  }

  public static class GuardedWriters extends Writers {
    public GuardedWriters() {
      super(new ReentrantLock());
    }
  }

  public static class UnguardedWriters extends Writers {
    public UnguardedWriters() {
      super(new NoLock());
    }
  }

  /** Two classes that are read in one order, of which one is written; then the rest. */
  abstract static class Writers {
    private final OrderGraph graph;
    private final LockClass a = new LockClass("a", LockClass.UNRANKED, true);
    private final LockClass b = new LockClass("b", LockClass.UNRANKED, true);

    Writers(Lock lock) {
      graph = new OrderGraph(lock, false);
      graph.add(a.shared, b.shared, SEEN);
      graph.addWriter(a, SEEN);
    }

    @Operation
    public boolean readInverted() {
      return graph.add(b.shared, a.shared, SEEN) != null;
    }

    @Operation
    public int write() {
      return graph.addWriter(b, SEEN).size();
    }
  }

  /** Excludes nobody. */
  private static final class NoLock implements Lock {
    @Override
    public void lock() {}

    @Override
    public void unlock() {}

    @Override
    public void lockInterruptibly() {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean tryLock() {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean tryLock(long time, TimeUnit unit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Condition newCondition() {
      throw new UnsupportedOperationException();
    }
  }
}
