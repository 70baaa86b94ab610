package io.lockmeter.locks;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A lock with a name that measures how it is used, for programs that run without the agent.
 *
 * <ol>
 *   <li>It locks exactly as its delegate does: order, fairness, interruption, re-entrance and what
 *       is thrown are the delegate's. Only unlocking is stricter: by its holder alone.
 *   <li>An acquisition whose first attempt succeeds reads no clock for its wait; one in 64 on
 *       average, and more of the first thousand, reads it to measure its hold.
 *   <li>Acquisitions, contended acquisitions and their waits are exact, however short. They are
 *       plain fields that the lock itself guards; waits that end without the lock are counted
 *       apart, without a lock. Nothing is allocated beside what the delegate allocates, apart from
 *       waits for conditions.
 *   <li>Re-entrant acquisitions are part of the outermost one. Time in {@link Condition#await} is
 *       neither wait nor hold; nor is the wait for the lock at its end, which the delegate does not
 *       show.
 * </ol>
 *
 * <p>The delegate must be exclusive, must support all forms of {@code tryLock}, must be used
 * through this object only, and must be released by the thread that acquired it. Of a read-write
 * lock wrap the write lock. Threads may be virtual ones.
 */
public final class ProfiledLock implements Lock {

  final String name;
  final Lock delegate;

  private final LongSupplier nanoClock;
  private final boolean barging;
  private final LockTotals totals;
  private final Holds holds;

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
    this.name = Names.checked(name);
    this.delegate = Objects.requireNonNull(delegate, "delegate");
    this.nanoClock = nanoClock;
    this.totals = new LockTotals(name, DelegateKind.of(delegate));
    this.holds = new Holds(nanoClock, totals.holds());
    this.barging = delegate instanceof ReentrantLock reentrant && !reentrant.isFair();
    if (DelegateKind.isShared(delegate)) {
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
   * What was measured so far. It does not take the lock: an acquisition that ends during the call
   * may be in some values and not yet in others. From call to call no value goes back; {@code
   * contended} is never more than {@code acquisitions}, and with {@code abandoned} it always adds
   * up to the histogram.
   */
  public Statistics statistics() {
    return totals.read();
  }

  /**
   * Gives the {@link #statistics} of each moment without keeping the lock reachable, and the last
   * ones once it is gone.
   */
  public Supplier<Statistics> statisticsSource() {
    return totals::read;
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
    totals.acquired();
    holds.began();
  }

  private void waitEnded(long start, boolean locked) {
    long now = nanoClock.getAsLong();
    if (locked) {
      totals.acquiredAfter(now - start);
      holds.beganAfterWait(now);
    } else {
      totals.abandoned(now - start);
    }
  }

  /**
   * What a lock has measured since it was made.
   *
   * @param name the lock's name
   * @param kind what the delegate is: {@code reentrant}, {@code write}, {@code stamped_write} or
   *     {@code other}
   * @param acquisitions successful acquisitions, re-entrant ones not counted again
   * @param contended those of them whose first attempt failed
   * @param abandoned waits that timed out, were interrupted or failed
   * @param waitNanos nanoseconds that threads waited, abandoned waits included
   * @param waitMaxNanos the longest wait, in nanoseconds
   * @param waitHistogram waits by duration, see {@link #histogramBoundNanos}
   * @param holdNanos nanoseconds that the lock was held in holds that have ended, estimated from
   *     those that were measured; at most the last 127 that did not wait are not in it yet
   */
  public record Statistics(
      String name,
      String kind,
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
