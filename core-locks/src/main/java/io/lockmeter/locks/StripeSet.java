package io.lockmeter.locks;

import java.util.concurrent.TimeUnit;

/**
 * Some stripes of a map in ascending order, to be locked exclusively and all together. As every
 * thread takes them in this order, and none takes more while it holds some, none waits in a circle.
 */
final class StripeSet<K, V> {

  private final Stripe<K, V>[] ascending;
  private int locked;

  StripeSet(Stripe<K, V>[] ascending) {
    this.ascending = ascending;
  }

  void lock() {
    while (locked < ascending.length) {
      ascending[locked].lock.writeLock();
      locked++;
    }
  }

  /** Locks all, or none if that takes longer or is interrupted. */
  boolean tryLock(long nanos) throws InterruptedException {
    long start = System.nanoTime();
    try {
      while (locked < ascending.length && tryLockNext(nanos - (System.nanoTime() - start))) {
        locked++;
      }
    } finally {
      if (locked < ascending.length) {
        unlock();
      }
    }
    return locked == ascending.length;
  }

  private boolean tryLockNext(long nanos) throws InterruptedException {
    return ascending[locked].lock.tryWriteLock(nanos, TimeUnit.NANOSECONDS) != 0;
  }

  /** Unlocks in reverse order those that were locked. */
  void unlock() {
    while (locked > 0) {
      locked--;
      ascending[locked].lock.tryUnlockWrite();
    }
  }
}
