package io.lockmeter.benchmarks.locks;

import io.lockmeter.locks.ShardedCounter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Threads read the sum of a counter that many threads have added to, while none does now. */
@State(Scope.Benchmark)
public class CounterSum extends Throughput {

  private static final int ADDERS = 4;
  private static final int ADDITIONS = 5_000_000;

  @Param({"ShardedCounter", "LongAdder"})
  public String subject;

  private LongSupplier sum;

  @Setup
  public void fill() throws InterruptedException {
    switch (subject) {
      case "ShardedCounter" -> {
        ShardedCounter counter = new ShardedCounter();
        contend(counter::increment);
        sum = counter::sum;
      }
      case "LongAdder" -> {
        LongAdder adder = new LongAdder();
        contend(adder::increment);
        sum = adder::sum;
      }
      default -> throw new IllegalArgumentException(subject);
    }
  }

  @Benchmark
  public long sum() {
    return sum.getAsLong();
  }

  /** Makes the counter grow as it does when it is in use. */
  private static void contend(Runnable addition) throws InterruptedException {
    List<Thread> adders = new ArrayList<>();
    for (int adder = 0; adder < ADDERS; adder++) {
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < ADDITIONS; i++) {
                  addition.run();
                }
              });
      adders.add(thread);
      thread.start();
    }
    for (Thread adder : adders) {
      adder.join();
    }
  }
}
