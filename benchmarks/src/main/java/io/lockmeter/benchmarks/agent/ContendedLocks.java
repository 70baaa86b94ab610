package io.lockmeter.benchmarks.agent;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Threads that take turns at one lock. Each holds it for one section, then stays away for one to
 * three, drawn at random.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ContendedLocks {

  /** System property: read the clock before and after each acquire, and sum up the difference. */
  static final String TIMED = "benchmarks.timed";

  private static final int MAX_OUTSIDE = 3;

  /**
   * How long a section takes: this many tokens of {@link Blackhole#consumeCPU}, about 2 ns each, or
   * a sleep.
   */
  @Param({"20ns", "1us", "100us", "sleep1ms"})
  private String section;

  private final TimedAcquires timed = new TimedAcquires();
  private final ReentrantLock reentrant = new ReentrantLock();
  private final ReentrantLock fair = new ReentrantLock(true);
  private final Object monitor = new Object();
  private long tokens;

  @Setup
  public void setUp() {
    AgentPresence.check();
    tokens =
        switch (section) {
          case "20ns" -> 10;
          case "1us" -> 500;
          case "100us" -> 50_000;
          default -> 0;
        };
  }

  @Benchmark
  public void reentrantLock() {
    acquire(reentrant);
    try {
      work(1);
    } finally {
      reentrant.unlock();
    }
    stayAway();
  }

  @Benchmark
  public void fairLock() {
    acquire(fair);
    try {
      work(1);
    } finally {
      fair.unlock();
    }
    stayAway();
  }

  @Benchmark
  public void monitor() {
    long start = TimedAcquires.ON ? System.nanoTime() : 0;
    synchronized (monitor) {
      if (TimedAcquires.ON) {
        timed.add(System.nanoTime() - start);
      }
      work(1);
    }
    stayAway();
  }

  private void acquire(ReentrantLock lock) {
    if (TimedAcquires.ON) {
      long start = System.nanoTime();
      lock.lock();
      timed.add(System.nanoTime() - start);
    } else {
      lock.lock();
    }
  }

  private void stayAway() {
    work(1 + ThreadLocalRandom.current().nextInt(MAX_OUTSIDE));
  }

  private void work(int sections) {
    if (tokens == 0) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(sections));
    } else {
      Blackhole.consumeCPU(tokens * sections);
    }
  }
}
