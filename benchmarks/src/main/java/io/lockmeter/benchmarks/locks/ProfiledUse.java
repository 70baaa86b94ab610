package io.lockmeter.benchmarks.locks;

import io.lockmeter.locks.ProfiledLock;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** All threads count behind one lock that is measured, or is not. */
@State(Scope.Benchmark)
public class ProfiledUse extends Throughput {

  @Param({"ProfiledLock", "ReentrantLock", "ClockAtEachAcquire"})
  public String subject;

  private Runnable count;
  private long counted;
  private long waited;

  @Setup
  public void make() {
    count =
        switch (subject) {
          case "ProfiledLock" -> behind(new ProfiledLock("benchmark"));
          case "ReentrantLock" -> behind(new ReentrantLock());
          case "ClockAtEachAcquire" -> timed(new ReentrantLock());
          default -> throw new IllegalArgumentException(subject);
        };
  }

  @Benchmark
  public void count() {
    count.run();
  }

  private Runnable behind(Lock lock) {
    return () -> {
      lock.lock();
      try {
        counted++;
      } finally {
        lock.unlock();
      }
    };
  }

  private Runnable timed(Lock lock) {
    return () -> {
      long start = System.nanoTime();
      lock.lock();
      try {
        waited += System.nanoTime() - start;
        counted++;
      } finally {
        lock.unlock();
      }
    };
  }
}
