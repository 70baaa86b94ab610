package com.acme;

import java.util.concurrent.locks.Lock;

/** Acquires through a bridge method. */
interface Locker<T> {

  void acquire(T given);

  class Plain implements Locker<Lock> {
    @Override
    public void acquire(Lock given) {
      given.lock();
    }
  }
}
