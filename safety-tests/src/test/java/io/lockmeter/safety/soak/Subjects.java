package io.lockmeter.safety.soak;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Supplier;

/** One lock of each kind, each a field of a class of its own. */
enum Subjects implements Supplier<Subject> {
  REENTRANT(Reentrant::new),
  ABANDONED(Abandoned::new),
  READ(Read::new),
  WRITE(Write::new),
  STAMPED_READ(StampedRead::new),
  STAMPED_WRITE(StampedWrite::new),
  BLOCK(Block::new),
  METHOD(Method::new);

  private final Supplier<Subject> make;

  Subjects(Supplier<Subject> make) {
    this.make = make;
  }

  @Override
  public Subject get() {
    return make.get();
  }

  static String named(Subject subject, String field, String kind) {
    return subject.getClass().getName() + field + " " + kind;
  }

  private static final class Reentrant implements Subject {
    private final ReentrantLock lock = new ReentrantLock();

    @Override
    public void hold(Runnable inside) {
      lock.lock();
      try {
        inside.run();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void attempt() {
      lock.lock();
      lock.unlock();
    }

    @Override
    public String label() {
      return named(this, ".lock", "reentrant");
    }
  }

  private static final class Abandoned implements Subject {
    private final ReentrantLock lock = new ReentrantLock();

    @Override
    public void hold(Runnable inside) {
      lock.lock();
      try {
        inside.run();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void attempt() {
      try {
        if (lock.tryLock(50, TimeUnit.MICROSECONDS)) {
          lock.unlock();
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public boolean givesUp() {
      return true;
    }

    @Override
    public String label() {
      return named(this, ".lock", "reentrant");
    }
  }

  private static final class Read implements Subject {
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    @Override
    public void hold(Runnable inside) {
      lock.writeLock().lock();
      try {
        inside.run();
      } finally {
        lock.writeLock().unlock();
      }
    }

    @Override
    public void attempt() {
      lock.readLock().lock();
      lock.readLock().unlock();
    }

    @Override
    public String label() {
      return named(this, ".lock", "read");
    }
  }

  private static final class Write implements Subject {
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    @Override
    public void hold(Runnable inside) {
      lock.readLock().lock();
      try {
        inside.run();
      } finally {
        lock.readLock().unlock();
      }
    }

    @Override
    public void attempt() {
      lock.writeLock().lock();
      lock.writeLock().unlock();
    }

    @Override
    public String label() {
      return named(this, ".lock", "write");
    }
  }

  private static final class StampedRead implements Subject {
    private final StampedLock lock = new StampedLock();

    @Override
    public void hold(Runnable inside) {
      long stamp = lock.writeLock();
      try {
        inside.run();
      } finally {
        lock.unlockWrite(stamp);
      }
    }

    @Override
    public void attempt() {
      lock.unlockRead(lock.readLock());
    }

    @Override
    public String label() {
      return named(this, ".lock", "stamped_read");
    }
  }

  private static final class StampedWrite implements Subject {
    private final StampedLock lock = new StampedLock();

    @Override
    public void hold(Runnable inside) {
      long stamp = lock.readLock();
      try {
        inside.run();
      } finally {
        lock.unlockRead(stamp);
      }
    }

    @Override
    public void attempt() {
      lock.unlockWrite(lock.writeLock());
    }

    @Override
    public String label() {
      return named(this, ".lock", "stamped_write");
    }
  }

  private static final class Block implements Subject {
    private final Object monitor = new Object();
    private int entries;

    @Override
    public void hold(Runnable inside) {
      synchronized (monitor) {
        inside.run();
      }
    }

    @Override
    public void attempt() {
      synchronized (monitor) {
        entries++;
      }
    }

    @Override
    public String label() {
      return named(this, ".monitor", "monitor");
    }
  }

  private static final class Method implements Subject {
    private int entries;

    @Override
    public synchronized void hold(Runnable inside) {
      inside.run();
    }

    @Override
    public synchronized void attempt() {
      entries++;
    }

    @Override
    public String label() {
      return named(this, "", "monitor");
    }
  }
}
