package io.lockmeter.benchmarks.agent;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One acquire and one release of each kind of lock by the only thread that ever takes it: the path
 * on which an application must not notice the agent.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class UncontendedLocks {

  /** System property: whether the agent has to be there. A figure without it would be no figure. */
  static final String AGENT_EXPECTED = "benchmarks.agent";

  private final ReentrantLock reentrant = new ReentrantLock();
  private final ReentrantReadWriteLock readWrite = new ReentrantReadWriteLock();
  private final StampedLock stamped = new StampedLock();
  private final Object monitor = new Object();
  private long count;

  @Setup
  public void checkAgent() {
    boolean present;
    try {
      Class.forName("io.lockmeter.bootstrap.LockProbe", false, null);
      present = true;
    } catch (ClassNotFoundException e) {
      present = false;
    }
    if (present != Boolean.getBoolean(AGENT_EXPECTED)) {
      throw new IllegalStateException(
          present ? "the agent runs in the JVM without it" : "the agent did not start");
    }
  }

  @Benchmark
  public long reentrantLock() {
    reentrant.lock();
    try {
      return ++count;
    } finally {
      reentrant.unlock();
    }
  }

  @Benchmark
  public long readLock() {
    readWrite.readLock().lock();
    try {
      return ++count;
    } finally {
      readWrite.readLock().unlock();
    }
  }

  @Benchmark
  public long writeLock() {
    readWrite.writeLock().lock();
    try {
      return ++count;
    } finally {
      readWrite.writeLock().unlock();
    }
  }

  @Benchmark
  public long stampedRead() {
    long stamp = stamped.readLock();
    try {
      return ++count;
    } finally {
      stamped.unlockRead(stamp);
    }
  }

  @Benchmark
  public long stampedWrite() {
    long stamp = stamped.writeLock();
    try {
      return ++count;
    } finally {
      stamped.unlockWrite(stamp);
    }
  }

  @Benchmark
  public long synchronizedBlock() {
    synchronized (monitor) {
      return ++count;
    }
  }

  @Benchmark
  public synchronized long synchronizedMethod() {
    return ++count;
  }

  /** Enters a monitor that the thread holds already. */
  @Benchmark
  public synchronized long reentrantMonitor() {
    return synchronizedMethod();
  }
}
