package io.lockmeter.locks;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** A lock that has its place in the order and is otherwise its delegate. */
final class UncheckedLock extends OrderedLock {

  UncheckedLock(Lock delegate, LockNode node, LockIdentity identity) {
    super(delegate, node, identity);
  }

  @Override
  public void lock() {
    delegate.lock();
  }

  @Override
  public void lockInterruptibly() throws InterruptedException {
    delegate.lockInterruptibly();
  }

  @Override
  public boolean tryLock() {
    return delegate.tryLock();
  }

  @Override
  public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
    return delegate.tryLock(time, unit);
  }

  @Override
  public void unlock() {
    delegate.unlock();
  }

  @Override
  public Condition newCondition() {
    return delegate.newCondition();
  }
}
