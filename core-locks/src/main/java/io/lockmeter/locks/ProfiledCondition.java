package io.lockmeter.locks;

import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/**
 * A condition of a {@link ProfiledLock}: the delegate's, with the hold set aside while it is
 * awaited.
 */
final class ProfiledCondition implements Condition {

  private final Holds holds;
  private final Condition delegate;

  ProfiledCondition(Holds holds, Condition delegate) {
    this.holds = holds;
    this.delegate = delegate;
  }

  @Override
  public void await() throws InterruptedException {
    Holds.@Nullable Suspended hold = holds.suspend();
    try {
      delegate.await();
    } finally {
      holds.resume(hold);
    }
  }

  @Override
  public void awaitUninterruptibly() {
    Holds.@Nullable Suspended hold = holds.suspend();
    try {
      delegate.awaitUninterruptibly();
    } finally {
      holds.resume(hold);
    }
  }

  @Override
  public long awaitNanos(long nanos) throws InterruptedException {
    Holds.@Nullable Suspended hold = holds.suspend();
    try {
      return delegate.awaitNanos(nanos);
    } finally {
      holds.resume(hold);
    }
  }

  @Override
  public boolean await(long time, TimeUnit unit) throws InterruptedException {
    Holds.@Nullable Suspended hold = holds.suspend();
    try {
      return delegate.await(time, unit);
    } finally {
      holds.resume(hold);
    }
  }

  @Override
  public boolean awaitUntil(Date deadline) throws InterruptedException {
    Holds.@Nullable Suspended hold = holds.suspend();
    try {
      return delegate.awaitUntil(deadline);
    } finally {
      holds.resume(hold);
    }
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
