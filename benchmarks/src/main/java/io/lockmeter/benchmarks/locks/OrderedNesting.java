package io.lockmeter.benchmarks.locks;

import io.lockmeter.locks.LockOrder;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** All threads take two locks one by one, in an order that is checked, or is not. */
@State(Scope.Benchmark)
public class OrderedNesting extends Throughput {

  @Param({"RECORD", "OFF", "ReentrantLocks"})
  public String subject;

  private Runnable section;
  private long count;

  @Setup
  public void make() {
    section =
        switch (subject) {
          case "RECORD" -> ordered(LockOrder.Policy.RECORD);
          case "OFF" -> ordered(LockOrder.Policy.OFF);
          case "ReentrantLocks" -> nested(new ReentrantLock(), new ReentrantLock());
          default -> throw new IllegalArgumentException(subject);
        };
  }

  @Benchmark
  public void count() {
    section.run();
  }

  private Runnable ordered(LockOrder.Policy policy) {
    LockOrder order = new LockOrder(policy);
    return nested(
        order.ordered(new ReentrantLock(), "outer"), order.ordered(new ReentrantLock(), "inner"));
  }

  private Runnable nested(Lock outer, Lock inner) {
    return () -> {
      outer.lock();
      try {
        inner.lock();
        try {
          count++;
        } finally {
          inner.unlock();
        }
      } finally {
        outer.unlock();
      }
    };
  }
}
