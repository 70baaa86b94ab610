package io.lockmeter.benchmarks.agent;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
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

  private static final int BLOCKS = 4;

  private final ReentrantLock reentrant = new ReentrantLock();
  private final ReentrantReadWriteLock readWrite = new ReentrantReadWriteLock();
  private final StampedLock stamped = new StampedLock();
  private final Object monitor = new Object();
  private final Object inflated = new Object();
  private long count;

  /** Lets a lock be seen, as a lock that no other thread can see is none to the compiler. */
  @Nullable Object published;

  @Setup
  public void setUp() throws InterruptedException {
    AgentPresence.check();
    CountDownLatch inside = new CountDownLatch(1);
    Thread waiting = new Thread(() -> waitIn(inflated, inside));
    waiting.setDaemon(true);
    waiting.start();
    inside.await();
    while (waiting.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
  }

  // A monitor in which a thread waits stays inflated.
  private static void waitIn(Object monitor, CountDownLatch inside) {
    synchronized (monitor) {
      inside.countDown();
      try {
        while (true) {
          monitor.wait();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
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

  /** A lock that the thread holds already. */
  @Benchmark
  public long reentrantLockTwice() {
    reentrant.lock();
    try {
      return reentrantLock();
    } finally {
      reentrant.unlock();
    }
  }

  @Benchmark
  public long tryLock() {
    if (!reentrant.tryLock()) {
      throw new IllegalStateException("somebody else holds it");
    }
    try {
      return ++count;
    } finally {
      reentrant.unlock();
    }
  }

  /** A monitor that was contended or waited in once, and that nobody else wants now. */
  @Benchmark
  public long inflatedMonitor() {
    synchronized (inflated) {
      return ++count;
    }
  }

  /** Blocks that the compiler may make one; the operation is a single block. */
  @Benchmark
  @OperationsPerInvocation(BLOCKS)
  public long coarsenedBlocks() {
    Object local = monitor;
    synchronized (local) {
      count++;
    }
    synchronized (local) {
      count++;
    }
    synchronized (local) {
      count++;
    }
    synchronized (local) {
      return ++count;
    }
  }

  /** The same with calls between the blocks that the compiler cannot see through. */
  @Benchmark
  @OperationsPerInvocation(BLOCKS)
  public long separateBlocks() {
    Object local = monitor;
    synchronized (local) {
      count++;
    }
    barrier();
    synchronized (local) {
      count++;
    }
    barrier();
    synchronized (local) {
      count++;
    }
    barrier();
    synchronized (local) {
      return ++count;
    }
  }

  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  private static void barrier() {}

  /** A monitor that is used once. */
  @Benchmark
  public Object newMonitor() {
    Object used = new Object();
    published = used;
    synchronized (used) {
      count++;
    }
    return used;
  }

  /** A lock that is used once. */
  @Benchmark
  public ReentrantLock newReentrantLock() {
    ReentrantLock used = new ReentrantLock();
    published = used;
    used.lock();
    try {
      count++;
    } finally {
      used.unlock();
    }
    return used;
  }
}
