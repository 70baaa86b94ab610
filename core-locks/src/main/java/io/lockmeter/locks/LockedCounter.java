package io.lockmeter.locks;

import java.util.concurrent.locks.ReentrantLock;

/**
 * The coarse baseline: one value behind one lock. Right where threads seldom meet; every update
 * waits for every other.
 */
public final class LockedCounter implements Counter {

  private final ReentrantLock lock = new ReentrantLock();
  private volatile long value;

  /** Makes a counter that stands at zero. */
  public LockedCounter() {}

  @Override
  public void add(long amount) {
    lock.lock();
    try {
      long sum = value + amount;
      value = sum;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long sum() {
    return value;
  }

  @Override
  public long estimate() {
    return value;
  }

  @Override
  public long sumThenReset() {
    lock.lock();
    try {
      long sum = value;
      value = 0;
      return sum;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
