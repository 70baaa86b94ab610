package io.lockmeter.benchmarks.locks;

import io.lockmeter.locks.LockOrder;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** All threads take two locks together. */
@State(Scope.Benchmark)
public class OrderedPair extends Throughput {

  @Param({"acquireAll", "ByHand"})
  public String subject;

  private Runnable section;
  private long count;

  @Setup
  public void make() {
    section =
        switch (subject) {
          case "acquireAll" -> together(new ReentrantLock(), new ReentrantLock());
          case "ByHand" -> nested(new ReentrantLock(), new ReentrantLock());
          default -> throw new IllegalArgumentException(subject);
        };
  }

  @Benchmark
  public void count() {
    section.run();
  }

  private Runnable together(Lock one, Lock other) {
    return () -> {
      try (LockOrder.Held held = LockOrder.acquireAll(one, other)) {
        count++;
      }
    };
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
