package io.lockmeter.locks;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The contracts of its two locks, and of both together, with and without slots. */
class ReaderBiasedReadWriteLockContractTest {

  @Nested
  @ParameterizedClass
  @CsvSource({"BIASED,false", "BIASED,true", "COLLIDING,false", "COLLIDING,true", "UNBIASED,false"})
  class Both extends ReadWriteLockContract {
    @Parameter(0)
    BiasedLocks locks;

    @Parameter(1)
    boolean fair;

    @Override
    ReadWriteLock newLock() {
      return locks.make(fair);
    }

    @Override
    ReadWriteQueries queriesOf(ReadWriteLock made) {
      return ReadWriteQueries.of((ReaderBiasedReadWriteLock) made);
    }

    @Override
    boolean fair() {
      return fair;
    }
  }

  @Nested
  @ParameterizedClass
  @CsvSource({"BIASED,false", "BIASED,true", "UNBIASED,false"})
  class Write extends ConditionContract {
    @Parameter(0)
    BiasedLocks locks;

    @Parameter(1)
    boolean fair;

    @Override
    Lock newLock() {
      return locks.make(fair).writeLock();
    }

    @Override
    boolean fair() {
      return fair;
    }
  }

  @Nested
  @ParameterizedClass
  @EnumSource
  class Read extends LockContract {
    @Parameter BiasedLocks locks;

    private ReaderBiasedReadWriteLock both;

    @Override
    Lock newLock() {
      both = locks.make(false);
      return both.readLock();
    }

    @Override
    Lock rivalOf(Lock made) {
      return both.writeLock();
    }
  }
}
