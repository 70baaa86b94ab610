package io.lockmeter.sample;

import java.util.concurrent.locks.ReentrantLock;

/** What was sold of one item, behind a lock that other items do not share. */
final class ItemLedger {

  private final ReentrantLock lock = new ReentrantLock();
  private Sales sales = new Sales(0, 0);

  void add(Sales more) {
    lock.lock();
    try {
      sales = sales.plus(more);
    } finally {
      lock.unlock();
    }
  }

  Sales sales() {
    lock.lock();
    try {
      return sales;
    } finally {
      lock.unlock();
    }
  }
}
