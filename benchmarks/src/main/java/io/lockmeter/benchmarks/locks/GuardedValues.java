package io.lockmeter.benchmarks.locks;

import io.lockmeter.locks.ReaderBiasedReadWriteLock;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;

/** The locks that are compared, each with a value to guard. */
final class GuardedValues {

  private GuardedValues() {}

  static Guarded by(String subject) {
    return switch (subject) {
      case "ReaderBiased" -> readWrite(new ReaderBiasedReadWriteLock());
      case "ReentrantReadWriteLock" -> readWrite(new ReentrantReadWriteLock());
      case "StampedLock" -> new Stamped();
      case "ReentrantLock" -> exclusive(new ReentrantLock());
      default -> throw new IllegalArgumentException(subject);
    };
  }

  private static Guarded readWrite(ReadWriteLock lock) {
    return new Locked(lock.readLock(), lock.writeLock());
  }

  private static Guarded exclusive(Lock lock) {
    return new Locked(lock, lock);
  }

  private static final class Locked implements Guarded {

    private final Lock reading;
    private final Lock writing;
    private long value;

    Locked(Lock reading, Lock writing) {
      this.reading = reading;
      this.writing = writing;
    }

    @Override
    public long read() {
      reading.lock();
      try {
        return value;
      } finally {
        reading.unlock();
      }
    }

    @Override
    public void write() {
      writing.lock();
      try {
        value++;
      } finally {
        writing.unlock();
      }
    }
  }

  private static final class Stamped implements Guarded {

    private final StampedLock lock = new StampedLock();
    private long value;

    @Override
    public long read() {
      long stamp = lock.readLock();
      try {
        return value;
      } finally {
        lock.unlockRead(stamp);
      }
    }

    @Override
    public void write() {
      long stamp = lock.writeLock();
      try {
        value++;
      } finally {
        lock.unlockWrite(stamp);
      }
    }
  }
}
