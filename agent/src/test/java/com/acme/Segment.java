package com.acme;

import java.util.concurrent.locks.ReentrantLock;

/** A lock class that acquires itself. */
class Segment extends ReentrantLock {

  void put() {
    lock();
  }

  synchronized void both() {
    System.getProperty("a");
    synchronized (Base.MONITOR) {
      System.getProperty("a");
    }
  }
}
