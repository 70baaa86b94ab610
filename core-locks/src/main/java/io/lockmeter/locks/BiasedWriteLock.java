package io.lockmeter.locks;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/**
 * The write lock of a {@link ReaderBiasedReadWriteLock}: that of the lock behind, held once no
 * reader is left in a slot.
 */
final class BiasedWriteLock implements Lock {

  private final ReaderBias bias;
  private final OwnedReadWriteLock behind;
  private final Lock lockBehind;

  BiasedWriteLock(ReaderBias bias, OwnedReadWriteLock behind) {
    this.bias = bias;
    this.behind = behind;
    this.lockBehind = behind.writeLock();
  }

  /**
   * Acquires the lock.
   *
   * @throws IllegalMonitorStateException if the caller holds the read lock but not the write lock
   */
  @Override
  public void lock() {
    throwIfReading();
    bias.announceWriter();
    lockBehind.lock();
    admit();
  }

  /**
   * Acquires the lock unless the caller is interrupted.
   *
   * @throws IllegalMonitorStateException if the caller holds the read lock but not the write lock
   */
  @Override
  public void lockInterruptibly() throws InterruptedException {
    throwIfInterrupted();
    throwIfReading();
    bias.announceWriter();
    lockBehind.lockInterruptibly();
    admit(Long.MAX_VALUE);
  }

  @Override
  public boolean tryLock() {
    return !isReading() && lockBehind.tryLock() && admitAtOnce();
  }

  /** Acquires the lock within a time; false at once if the caller itself reads. */
  @Override
  public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
    Objects.requireNonNull(unit, "unit");
    throwIfInterrupted();
    if (isReading()) {
      return false;
    }
    if (time <= 0) {
      return lockBehind.tryLock(time, unit) && admitAtOnce();
    }
    long nanos = unit.toNanos(time);
    long start = System.nanoTime();
    bias.announceWriter();
    return lockBehind.tryLock(nanos, TimeUnit.NANOSECONDS)
        && admit(nanos - (System.nanoTime() - start));
  }

  /**
   * Releases the lock.
   *
   * @throws IllegalMonitorStateException if the caller does not hold it
   */
  @Override
  public void unlock() {
    lockBehind.unlock();
  }

  @Override
  public Condition newCondition() {
    return new BiasedCondition(this, lockBehind.newCondition());
  }

  @Override
  public String toString() {
    Thread owner = bias.isOff() ? behind.getOwner() : null;
    return "write lock, " + (owner == null ? "not held" : "held by " + owner.getName());
  }

  boolean isHeldByCaller() {
    return behind.isWriteLockedByCurrentThread();
  }

  /** Whether the caller holds the read lock, be it below the write lock. */
  boolean isReadByCaller() {
    return bias.holds(ThreadIds.ofCaller()) > 0 || behind.getReadHoldCount() > 0;
  }

  /** Ends an acquisition of the lock behind that cannot be taken back. */
  void readmit() {
    bias.revokeUninterruptibly(this);
  }

  private boolean isReading() {
    return isReadByCaller() && !isHeldByCaller();
  }

  private void throwIfReading() {
    if (isReading()) {
      throw new IllegalMonitorStateException(
          "the caller holds the read lock, which the write lock would wait for");
    }
  }

  private static void throwIfInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  private void admit() {
    boolean admitted = false;
    try {
      bias.revokeUninterruptibly(this);
      admitted = true;
    } finally {
      unlockUnless(admitted);
    }
  }

  private boolean admit(long nanos) throws InterruptedException {
    boolean admitted = false;
    try {
      admitted = bias.revoke(this, nanos);
    } finally {
      unlockUnless(admitted);
    }
    return admitted;
  }

  private boolean admitAtOnce() {
    boolean admitted = false;
    try {
      admitted = bias.tryRevoke();
    } finally {
      unlockUnless(admitted);
    }
    return admitted;
  }

  private void unlockUnless(boolean admitted) {
    if (!admitted) {
      lockBehind.unlock();
    }
  }
}
