package io.lockmeter.benchmarks.locks;

import io.lockmeter.locks.ShardedCounters;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** All threads count an event and add to a total; two adders do not keep the two together. */
@State(Scope.Benchmark)
public class CountersUpdate extends Throughput {

  @Param({"ShardedCounters", "TwoLongAdders", "OneLock"})
  public String subject;

  private LongConsumer record;

  @Setup
  public void make() {
    record =
        switch (subject) {
          case "ShardedCounters" -> {
            ShardedCounters counters = new ShardedCounters(2);
            yield amount -> counters.add(0, 1, 1, amount);
          }
          case "TwoLongAdders" -> {
            LongAdder count = new LongAdder();
            LongAdder total = new LongAdder();
            yield amount -> {
              count.increment();
              total.add(amount);
            };
          }
          case "OneLock" -> oneLock();
          default -> throw new IllegalArgumentException(subject);
        };
  }

  @Benchmark
  public void record() {
    record.accept(3);
  }

  private static LongConsumer oneLock() {
    Lock lock = new ReentrantLock();
    long[] countAndTotal = new long[2];
    return amount -> {
      lock.lock();
      try {
        countAndTotal[0]++;
        countAndTotal[1] += amount;
      } finally {
        lock.unlock();
      }
    };
  }
}
