package io.lockmeter.locks;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The read lock of a {@link ReaderBiasedReadWriteLock}. A hold is in the thread's slot or in the
 * lock behind; a thread that is in its slot stays there when it enters again, because the lock
 * behind, which knows nothing of that hold, would make it wait for the writer that waits for it.
 */
final class BiasedReadLock implements Lock {

  private final ReaderBias bias;
  private final ReentrantReadWriteLock behind;
  private final ReentrantReadWriteLock.ReadLock lockBehind;

  BiasedReadLock(ReaderBias bias, ReentrantReadWriteLock behind) {
    this.bias = bias;
    this.behind = behind;
    this.lockBehind = behind.readLock();
  }

  @Override
  public void lock() {
    if (bias.enter(ThreadIds.ofCaller())) {
      return;
    }
    boolean due = bias.isDue();
    lockBehind.lock();
    acquiredBehind(due);
  }

  @Override
  public void lockInterruptibly() throws InterruptedException {
    throwIfInterrupted();
    if (bias.enter(ThreadIds.ofCaller())) {
      return;
    }
    boolean due = bias.isDue();
    lockBehind.lockInterruptibly();
    acquiredBehind(due);
  }

  @Override
  public boolean tryLock() {
    if (bias.enter(ThreadIds.ofCaller())) {
      return true;
    }
    boolean due = bias.isDue();
    boolean locked = lockBehind.tryLock();
    if (locked) {
      acquiredBehind(due);
    }
    return locked;
  }

  @Override
  public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
    Objects.requireNonNull(unit, "unit");
    throwIfInterrupted();
    if (bias.enter(ThreadIds.ofCaller())) {
      return true;
    }
    boolean due = bias.isDue();
    boolean locked = lockBehind.tryLock(time, unit);
    if (locked) {
      acquiredBehind(due);
    }
    return locked;
  }

  /**
   * Releases the lock.
   *
   * @throws IllegalMonitorStateException if the caller does not hold it
   */
  @Override
  public void unlock() {
    if (!bias.leave(ThreadIds.ofCaller())) {
      lockBehind.unlock();
    }
  }

  /** A read lock has no conditions. */
  @Override
  public Condition newCondition() {
    throw new UnsupportedOperationException("a read lock has no conditions");
  }

  @Override
  public String toString() {
    return "read lock, holds = " + (behind.getReadLockCount() + bias.estimatedHolds());
  }

  private static void throwIfInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  // With threads in the queue a writer is waiting, and holds it back if readers overtake it. A
  // writer that reads as well must not let readers in beside it.
  private void acquiredBehind(boolean due) {
    if (due && !behind.hasQueuedThreads() && !behind.isWriteLocked()) {
      bias.turnOn();
    }
  }
}
