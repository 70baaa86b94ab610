package io.lockmeter.locks;

import io.lockmeter.locks.LockOrder.Policy;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import org.junit.jupiter.api.Nested;

/** Locks of a {@link LockOrder} lock as their delegates do. */
class OrderedLockContractTest {

  private static final LockOrder CHECKING = new LockOrder(Policy.RECORD);

  @Nested
  class Unchecked extends ConditionContract {
    @Override
    Lock newLock() {
      return new LockOrder(Policy.OFF).ordered(new ReentrantLock(), "unchecked");
    }
  }

  @Nested
  class Unfair extends ConditionContract {
    @Override
    Lock newLock() {
      return CHECKING.ordered(new ReentrantLock(), "unfair");
    }
  }

  @Nested
  class Fair extends ConditionContract {
    @Override
    Lock newLock() {
      return CHECKING.ordered(new ReentrantLock(true), "fair");
    }

    @Override
    boolean fair() {
      return true;
    }
  }

  @Nested
  class Read extends LockContract {
    private final ReadWriteLock locks =
        CHECKING.ordered(new ReentrantReadWriteLock(), "read-write");

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
      return CHECKING.ordered(new StampedLock(), "stamped").writeLock();
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

  @Nested
  class ReadWrite extends ReadWriteLockContract {
    private final ReentrantReadWriteLock delegate = new ReentrantReadWriteLock();

    @Override
    ReadWriteLock newLock() {
      return CHECKING.ordered(delegate, "read-write");
    }

    @Override
    ReadWriteQueries queriesOf(ReadWriteLock made) {
      return ReadWriteQueries.of(delegate);
    }
  }
}
