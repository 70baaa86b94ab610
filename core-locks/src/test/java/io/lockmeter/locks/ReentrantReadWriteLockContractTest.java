package io.lockmeter.locks;

import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.Nested;

/** The JDK's lock keeps the contract: the contract asks for no more than it promises. */
class ReentrantReadWriteLockContractTest {

  abstract static class OfJdk extends ReadWriteLockContract {
    @Override
    ReadWriteLock newLock() {
      return new ReentrantReadWriteLock(fair());
    }

    @Override
    ReadWriteQueries queriesOf(ReadWriteLock made) {
      return ReadWriteQueries.of((ReentrantReadWriteLock) made);
    }
  }

  @Nested
  class Unfair extends OfJdk {}

  @Nested
  class Fair extends OfJdk {
    @Override
    boolean fair() {
      return true;
    }
  }
}
