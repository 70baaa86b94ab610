package com.acme;

import java.util.concurrent.locks.AbstractQueuedSynchronizer;

/** A lock that is its own synchronizer. */
class Mutex extends AbstractQueuedSynchronizer {

  void lock() {
    acquire(1);
  }

  @Override
  protected boolean tryAcquire(int unused) {
    return compareAndSetState(0, 1);
  }
}
