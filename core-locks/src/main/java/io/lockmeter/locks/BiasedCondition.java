package io.lockmeter.locks;

import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

/**
 * A condition of a {@link BiasedWriteLock}: that of the lock behind. A thread that awaits it gives
 * the lock up, so that readers may be in slots when it has the lock behind again: it has to wait
 * for them like any writer.
 */
final class BiasedCondition implements Condition {

  private final BiasedWriteLock lock;
  private final Condition behind;

  BiasedCondition(BiasedWriteLock lock, Condition behind) {
    this.lock = lock;
    this.behind = behind;
  }

  @Override
  public void await() throws InterruptedException {
    throwIfReading();
    try {
      behind.await();
    } finally {
      readmit();
    }
  }

  @Override
  public void awaitUninterruptibly() {
    throwIfReading();
    try {
      behind.awaitUninterruptibly();
    } finally {
      readmit();
    }
  }

  @Override
  public long awaitNanos(long nanos) throws InterruptedException {
    throwIfReading();
    try {
      // Not less the wait for readers in slots: there are none after a signal, as the bias stays
      // off while a thread that was signalled is in the queue.
      return behind.awaitNanos(nanos);
    } finally {
      readmit();
    }
  }

  @Override
  public boolean await(long time, TimeUnit unit) throws InterruptedException {
    throwIfReading();
    try {
      return behind.await(time, unit);
    } finally {
      readmit();
    }
  }

  @Override
  public boolean awaitUntil(Date deadline) throws InterruptedException {
    throwIfReading();
    try {
      return behind.awaitUntil(deadline);
    } finally {
      readmit();
    }
  }

  @Override
  public void signal() {
    behind.signal();
  }

  @Override
  public void signalAll() {
    behind.signalAll();
  }

  // The lock behind keeps read holds while it waits, and would then wait for them for ever.
  private void throwIfReading() {
    if (lock.isHeldByCaller() && lock.isReadByCaller()) {
      throw new IllegalMonitorStateException(
          "the caller holds the read lock, which the end of the wait would wait for");
    }
  }

  private void readmit() {
    if (lock.isHeldByCaller()) {
      lock.readmit();
    }
  }
}
