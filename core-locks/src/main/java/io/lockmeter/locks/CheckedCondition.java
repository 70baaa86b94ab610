package io.lockmeter.locks;

import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

/** A condition of a checked lock, which is acquired anew at the end of each wait. */
final class CheckedCondition implements Condition {

  private final CheckedLock lock;
  private final Condition delegate;

  CheckedCondition(CheckedLock lock, Condition delegate) {
    this.lock = lock;
    this.delegate = delegate;
  }

  @Override
  public void await() throws InterruptedException {
    lock.checkAwait();
    delegate.await();
  }

  @Override
  public void awaitUninterruptibly() {
    lock.checkAwait();
    delegate.awaitUninterruptibly();
  }

  @Override
  public long awaitNanos(long nanos) throws InterruptedException {
    lock.checkAwait();
    return delegate.awaitNanos(nanos);
  }

  @Override
  public boolean await(long time, TimeUnit unit) throws InterruptedException {
    lock.checkAwait();
    return delegate.await(time, unit);
  }

  @Override
  public boolean awaitUntil(Date deadline) throws InterruptedException {
    lock.checkAwait();
    return delegate.awaitUntil(deadline);
  }

  @Override
  public void signal() {
    delegate.signal();
  }

  @Override
  public void signalAll() {
    delegate.signalAll();
  }
}
