package io.lockmeter.locks;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import org.junit.jupiter.api.Nested;

class ProfiledLockContractTest {

  @Nested
  class OverUnfair extends ConditionContract {
    @Override
    Lock newLock() {
      return new ProfiledLock("unfair");
    }
  }

  @Nested
  class OverFair extends ConditionContract {
    @Override
    Lock newLock() {
      return new ProfiledLock("fair", new ReentrantLock(true));
    }

    @Override
    boolean fair() {
      return true;
    }
  }

  @Nested
  class OverWrite extends ConditionContract {
    @Override
    Lock newLock() {
      return new ProfiledLock("write", new ReentrantReadWriteLock().writeLock());
    }
  }

  @Nested
  class OverFairWrite extends ConditionContract {
    @Override
    Lock newLock() {
      return new ProfiledLock("fair write", new ReentrantReadWriteLock(true).writeLock());
    }

    @Override
    boolean fair() {
      return true;
    }
  }

  /** A delegate that is no lock of the JDK. */
  @Nested
  class OverAnother extends ConditionContract {
    @Override
    Lock newLock() {
      return new ProfiledLock("outer", new ProfiledLock("inner", new ReentrantLock(true)));
    }

    @Override
    boolean fair() {
      return true;
    }
  }

  /** The delegate does not know who holds it; the profiled lock does. */
  @Nested
  class OverStampedWrite extends LockContract {
    @Override
    Lock newLock() {
      return new ProfiledLock("stamped", new StampedLock().asWriteLock());
    }

    @Override
    boolean reentrant() {
      return false;
    }
  }
}
