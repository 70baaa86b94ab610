package io.lockmeter.locks;

import java.util.concurrent.locks.ReentrantReadWriteLock;

/** What read-write locks tell about themselves, by names of our own. */
interface ReadWriteQueries {

  int readHolds();

  int writeHolds();

  /** Holds of all threads. */
  int readers();

  boolean isWriteLocked();

  boolean isWriteLockedByCaller();

  int queueLength();

  static ReadWriteQueries of(ReentrantReadWriteLock lock) {
    return new ReadWriteQueries() {
      @Override
      public int readHolds() {
        return lock.getReadHoldCount();
      }

      @Override
      public int writeHolds() {
        return lock.getWriteHoldCount();
      }

      @Override
      public int readers() {
        return lock.getReadLockCount();
      }

      @Override
      public boolean isWriteLocked() {
        return lock.isWriteLocked();
      }

      @Override
      public boolean isWriteLockedByCaller() {
        return lock.isWriteLockedByCurrentThread();
      }

      @Override
      public int queueLength() {
        return lock.getQueueLength();
      }
    };
  }

  static ReadWriteQueries of(ReaderBiasedReadWriteLock lock) {
    return new ReadWriteQueries() {
      @Override
      public int readHolds() {
        return lock.getReadHoldCount();
      }

      @Override
      public int writeHolds() {
        return lock.getWriteHoldCount();
      }

      @Override
      public int readers() {
        return lock.getReadLockCount();
      }

      @Override
      public boolean isWriteLocked() {
        return lock.isWriteLocked();
      }

      @Override
      public boolean isWriteLockedByCaller() {
        return lock.isWriteLockedByCurrentThread();
      }

      @Override
      public int queueLength() {
        return lock.getQueueLength();
      }
    };
  }
}
