package io.lockmeter.locks;

import java.util.concurrent.locks.Lock;

/** Reader-biased locks in states that otherwise depend on chance and on the machine. */
enum BiasedLocks {
  /** Biased from its first reader on, and again at once after each writer. */
  BIASED(8, 0),

  /** As {@link #BIASED}, but all readers share one slot, so that at most one of them is in it. */
  COLLIDING(1, 0),

  /** Never biased. */
  UNBIASED(8, -1);

  private final int slots;
  private final int chanceMask;

  BiasedLocks(int slots, int chanceMask) {
    this.slots = slots;
    this.chanceMask = chanceMask;
  }

  ReaderBiasedReadWriteLock make(boolean fair) {
    return withReaderSeen(
        new ReaderBiasedReadWriteLock("stock", fair, new ReaderBias(slots, chanceMask, 0)));
  }

  /** Has the bias on, if this kind of lock ever has. */
  static ReaderBiasedReadWriteLock withReaderSeen(ReaderBiasedReadWriteLock lock) {
    Lock read = lock.readLock();
    read.lock();
    read.unlock();
    return lock;
  }
}
