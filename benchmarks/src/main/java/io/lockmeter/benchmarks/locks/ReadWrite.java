package io.lockmeter.benchmarks.locks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** All threads read a value behind a lock, and write it in so many cases of a hundred. */
@State(Scope.Benchmark)
public class ReadWrite extends Throughput {

  @Param({"ReaderBiased", "ReentrantReadWriteLock", "StampedLock", "ReentrantLock"})
  public String subject;

  @Param({"0", "1", "50"})
  public int writes;

  private Guarded guarded;

  @Setup
  public void make() {
    guarded = GuardedValues.by(subject);
  }

  @Benchmark
  public long readOrWrite(Keys keys) {
    if (keys.chance(writes)) {
      guarded.write();
      return 0;
    }
    return guarded.read();
  }
}
