package io.lockmeter.benchmarks.locks;

import com.google.common.util.concurrent.Striped;
import io.lockmeter.locks.StripedLocks;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** All threads take the lock of a random key and let it go. */
@State(Scope.Benchmark)
public class StripeUse extends Throughput {

  private static final int STRIPES = 16;

  @Param({"StripedLocks", "GuavaStriped", "OneLock"})
  public String subject;

  private Function<Object, Lock> locks;

  @Setup
  public void make() {
    Lock one = new ReentrantLock();
    locks =
        switch (subject) {
          case "StripedLocks" -> new StripedLocks(STRIPES)::get;
          case "GuavaStriped" -> Striped.lock(STRIPES)::get;
          case "OneLock" -> key -> one;
          default -> throw new IllegalArgumentException(subject);
        };
  }

  @Benchmark
  public Integer lockKey(Keys keys) {
    Integer key = keys.any();
    Lock lock = locks.apply(key);
    lock.lock();
    try {
      return key;
    } finally {
      lock.unlock();
    }
  }
}
