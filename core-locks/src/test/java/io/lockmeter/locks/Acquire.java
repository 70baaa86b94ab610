package io.lockmeter.locks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;

/** The ways to acquire a lock. */
enum Acquire {
  LOCK {
    @Override
    void on(Lock lock) {
      lock.lock();
    }
  },
  LOCK_INTERRUPTIBLY {
    @Override
    void on(Lock lock) throws InterruptedException {
      lock.lockInterruptibly();
    }
  },
  TIMED {
    @Override
    void on(Lock lock) throws InterruptedException {
      assertThat(lock.tryLock(Long.MAX_VALUE, TimeUnit.DAYS)).isTrue();
    }
  },
  /** Does not wait: asks until the lock is free. */
  TRY_LOCK {
    @Override
    void on(Lock lock) {
      while (!lock.tryLock()) {
        Thread.yield();
      }
    }
  };

  abstract void on(Lock lock) throws InterruptedException;
}
