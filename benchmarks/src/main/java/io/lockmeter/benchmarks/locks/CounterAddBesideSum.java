package io.lockmeter.benchmarks.locks;

import io.lockmeter.locks.ShardedCounter;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** All threads add to one counter while one more reads its sum a thousand times in a second. */
@State(Scope.Benchmark)
public class CounterAddBesideSum extends Throughput {

  private static final long PERIOD_NANOS = 1_000_000;

  @Param({"Summed", "NotSummed"})
  public String subject;

  private final ShardedCounter counter = new ShardedCounter();
  private volatile boolean running;
  private volatile long lastSum;

  @Setup
  public void startReader() {
    running = subject.equals("Summed");
    Thread reader =
        new Thread(
            () -> {
              while (running) {
                lastSum = counter.sum();
                LockSupport.parkNanos(PERIOD_NANOS);
              }
            });
    reader.setDaemon(true);
    reader.start();
  }

  @TearDown
  public void stopReader() {
    running = false;
  }

  @Benchmark
  public void add() {
    counter.add(3);
  }
}
