package io.lockmeter.locks;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import org.junit.jupiter.api.Nested;

/** The JDK's locks keep the contract: the contract asks for no more than they promise. */
class LockContractTest {

  @Nested
  class Unfair extends ConditionContract {
    @Override
    Lock newLock() {
      return new ReentrantLock();
    }
  }

  @Nested
  class Fair extends ConditionContract {
    @Override
    Lock newLock() {
      return new ReentrantLock(true);
    }

    @Override
    boolean fair() {
      return true;
    }
  }

  @Nested
  class Write extends ConditionContract {
    @Override
    Lock newLock() {
      return new ReentrantReadWriteLock().writeLock();
    }
  }

  @Nested
  class Read extends LockContract {
    private final ReentrantReadWriteLock locks = new ReentrantReadWriteLock();

    @Override
    Lock newLock() {
      return locks.readLock();
    }

    @Override
    Lock rivalOf(Lock made) {
      return locks.writeLock();
    }
  }

  @Nested
  class StampedWrite extends LockContract {
    @Override
    Lock newLock() {
      return new StampedLock().asWriteLock();
    }

    @Override
    boolean reentrant() {
      return false;
    }

    @Override
    boolean knowsItsHolder() {
      return false;
    }
  }
}
