package io.lockmeter.locks;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongSupplier;

/**
 * A lock with a name that measures how it is used, for programs that run without the agent.
 *
 * <ol>
 *   <li>It locks exactly as its delegate does: order, fairness, interruption, re-entrance and what
 *       is thrown are the delegate's.
 *   <li>An acquisition whose first attempt succeeds reads no clock for its wait; one in 64 on
 *       average reads it to measure its hold.
 *   <li>Contended acquisitions and their waits are exact, however short. The statistics change only
 *       while the lock is held, and are plain fields that the lock itself guards; waits that end
 *       without the lock are counted apart.
 *   <li>Re-entrant acquisitions are part of the outermost one. Time in {@link Condition#await} is
 *       neither wait nor hold; nor is the wait for the lock at its end, which the delegate does not
 *       show.
 * </ol>
 *
 * <p>The delegate must be exclusive, must be used through this object only, and must be released by
 * the thread that acquired it. Of a read-write lock wrap the write lock.
 */
public final class ProfiledLock implements Lock {

  final String name;
  final Lock delegate;

  private final LongSupplier nanoClock;
  private final boolean barging;
  private final WaitTotals waits = new WaitTotals();
  private final Holds holds;
  private final ReentrantLock abandonedGuard = new ReentrantLock();
  private final WaitTotals abandonedWaits = new WaitTotals();
  private long acquisitions;

  /** Makes a lock around an unfair {@link ReentrantLock}. */
  public ProfiledLock(String name) {
    this(name, new ReentrantLock());
  }

  /**
   * Makes a lock around {@code delegate}.
   *
   * @param name what reports call it
   * @throws IllegalArgumentException if the name is blank or the delegate is a read lock
   */
  public ProfiledLock(String name, Lock delegate) {
    this(name, delegate, System::nanoTime);
  }

  ProfiledLock(String name, Lock delegate, LongSupplier nanoClock) {
    this.name = Objects.requireNonNull(name, "name");
    this.delegate = Objects.requireNonNull(delegate, "delegate");
    this.nanoClock = nanoClock;
    this.holds = new Holds(nanoClock);
    this.barging = delegate instanceof ReentrantLock reentrant && !reentrant.isFair();
    if (name.isBlank()) {
      throw new IllegalArgumentException("name must not be blank: \"" + name + "\"");
    }
    if (delegate instanceof ReentrantReadWriteLock.ReadLock) {
      throw new IllegalArgumentException(
          "delegate must be exclusive, but is a read lock: " + delegate);
    }
  }

  /** The name that the lock was given. */
  public String name() {
    return name;
  }

  @Override
  public void lock() {
    if (holds.heldByCaller()) {
      delegate.lock();
      holds.reentered();
    } else if (succeedsAtOnce()) {
      acquired();
    } else {
      long start = nanoClock.getAsLong();
      boolean locked = false;
      try {
        delegate.lock();
        locked = true;
      } finally {
        waitEnded(start, locked);
      }
    }
  }

  @Override
  public void lockInterruptibly() throws InterruptedException {
    if (holds.heldByCaller()) {
      delegate.lockInterruptibly();
      holds.reentered();
    } else if (succeedsAtOnceInterruptibly()) {
      acquired();
    } else {
      long start = nanoClock.getAsLong();
      boolean locked = false;
      try {
        delegate.lockInterruptibly();
        locked = true;
      } finally {
        waitEnded(start, locked);
      }
    }
  }

  @Override
  public boolean tryLock() {
    boolean locked = delegate.tryLock();
    if (locked) {
      if (holds.heldByCaller()) {
        holds.reentered();
      } else {
        acquired();
      }
    }
    return locked;
  }

  @Override
  public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
    Objects.requireNonNull(unit, "unit");
    if (holds.heldByCaller()) {
      boolean locked = delegate.tryLock(time, unit);
      if (locked) {
        holds.reentered();
      }
      return locked;
    }
    if (succeedsAtOnceInterruptibly()) {
      acquired();
      return true;
    }
    if (time <= 0) {
      return false;
    }
    long start = nanoClock.getAsLong();
    boolean locked = false;
    try {
      locked = delegate.tryLock(time, unit);
    } finally {
      waitEnded(start, locked);
    }
    return locked;
  }

  /**
   * Releases the lock.
   *
   * @throws IllegalMonitorStateException if the caller does not hold the lock, also where the
   *     delegate would not notice; nothing has changed then
   */
  @Override
  public void unlock() {
    if (!holds.heldByCaller()) {
      throw new IllegalMonitorStateException("not held by the calling thread: " + this);
    }
    holds.ending();
    delegate.unlock();
  }

  @Override
  public Condition newCondition() {
    return new ProfiledCondition(holds, delegate.newCondition());
  }

  /**
   * What was measured so far. It does not take the lock: next to acquisitions that end at the same
   * moment its values may differ by one acquisition from one another.
   */
  public Statistics statistics() {
    // The fields are plain: the fence makes this thread look at them anew each time.
    VarHandle.acquireFence();
    abandonedGuard.lock();
    try {
      List<Long> histogram = new ArrayList<>(WaitTotals.BUCKETS);
      for (int bucket = 0; bucket < WaitTotals.BUCKETS; bucket++) {
        histogram.add(waits.inBucket(bucket) + abandonedWaits.inBucket(bucket));
      }
      return new Statistics(
          name,
          acquisitions,
          waits.count(),
          abandonedWaits.count(),
          waits.total() + abandonedWaits.total(),
          Math.max(waits.max(), abandonedWaits.max()),
          histogram,
          holds.estimatedNanos());
    } finally {
      abandonedGuard.unlock();
    }
  }

  /** The name and the delegate's own description, which tells who holds it. */
  @Override
  public String toString() {
    return name + " (" + delegate + ")";
  }

  // tryLock() overtakes threads that queue for a fair lock, tryLock(0) does not.
  private boolean succeedsAtOnceInterruptibly() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return barging ? delegate.tryLock() : delegate.tryLock(0, NANOSECONDS);
  }

  private boolean succeedsAtOnce() {
    if (barging) {
      return delegate.tryLock();
    }
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return delegate.tryLock(0, NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void acquired() {
    acquisitions++;
    holds.began();
  }

  private void waitEnded(long start, boolean locked) {
    long now = nanoClock.getAsLong();
    if (locked) {
      waits.add(now - start);
      acquisitions++;
      holds.beganAfterWait(now);
    } else {
      abandonedGuard.lock();
      try {
        abandonedWaits.add(now - start);
      } finally {
        abandonedGuard.unlock();
      }
    }
  }

  /**
   * What a lock has measured since it was made.
   *
   * @param name the lock's name
   * @param acquisitions successful acquisitions, re-entrant ones not counted again
   * @param contended those of them whose first attempt failed
   * @param abandoned waits that timed out, were interrupted or failed
   * @param waitNanos nanoseconds that threads waited, abandoned waits included
   * @param waitMaxNanos the longest wait, in nanoseconds
   * @param waitHistogram waits by duration, see {@link #histogramBoundNanos}
   * @param holdNanos nanoseconds that the lock was held in holds that have ended, estimated from
   *     those that were measured
   */
  public record Statistics(
      String name,
      long acquisitions,
      long contended,
      long abandoned,
      long waitNanos,
      long waitMaxNanos,
      List<Long> waitHistogram,
      long holdNanos) {

    /** Copies the histogram. */
    public Statistics {
      waitHistogram = List.copyOf(waitHistogram);
    }

    /**
     * The duration in nanoseconds that all waits in a bucket of the histogram stay under; {@code
     * Long.MAX_VALUE} for the last.
     *
     * @throws IndexOutOfBoundsException if there is no such bucket
     */
    public static long histogramBoundNanos(int bucket) {
      return WaitTotals.boundNanos(Objects.checkIndex(bucket, WaitTotals.BUCKETS));
    }
  }
}
