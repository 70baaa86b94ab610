package io.lockmeter.benchmarks.locks;

import io.lockmeter.locks.LockFreeCounter;
import io.lockmeter.locks.LockedCounter;
import io.lockmeter.locks.ShardedCounter;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** All threads add to one counter. */
@State(Scope.Benchmark)
public class CounterAdd extends Throughput {

  @Param({"ShardedCounter", "LongAdder", "AtomicLong", "LockFreeCounter", "LockedCounter"})
  public String subject;

  private LongConsumer add;

  @Setup
  public void make() {
    add =
        switch (subject) {
          case "ShardedCounter" -> new ShardedCounter()::add;
          case "LongAdder" -> new LongAdder()::add;
          case "AtomicLong" -> new AtomicLong()::addAndGet;
          case "LockFreeCounter" -> new LockFreeCounter()::add;
          case "LockedCounter" -> new LockedCounter()::add;
          default -> throw new IllegalArgumentException(subject);
        };
  }

  @Benchmark
  public void add() {
    add.accept(3);
  }
}
