package io.lockmeter.safety.runtimes;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;

/** A lock to take and to give back with hardly any stack left. */
abstract class StackLock {

  /** One of every kind. */
  static List<StackLock> all() {
    return List.of(
        new Reentrant(),
        new Timed(),
        new Read(),
        new Write(),
        new Stamped(),
        new StampedRead(),
        new Block(),
        new Method(),
        new Nested());
  }

  abstract void acquire() throws InterruptedException;

  abstract void release();

  /** Whether the calling thread holds it. */
  abstract boolean held();

  abstract boolean heldByAnybody();

  /** Whether {@link #acquire} gives it back as well. */
  boolean scoped() {
    return false;
  }

  @Override
  public String toString() {
    return getClass().getSimpleName();
  }

  private static class Reentrant extends StackLock {

    final ReentrantLock lock = new ReentrantLock();

    @Override
    void acquire() throws InterruptedException {
      lock.lock();
    }

    @Override
    void release() {
      lock.unlock();
    }

    @Override
    boolean held() {
      return lock.isHeldByCurrentThread();
    }

    @Override
    boolean heldByAnybody() {
      return lock.isLocked();
    }
  }

  private static final class Timed extends Reentrant {
    @Override
    void acquire() throws InterruptedException {
      if (!lock.tryLock(1, TimeUnit.HOURS)) {
        throw new IllegalStateException("an hour has passed");
      }
    }
  }

  private static final class Read extends StackLock {

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    @Override
    void acquire() {
      lock.readLock().lock();
    }

    @Override
    void release() {
      lock.readLock().unlock();
    }

    @Override
    boolean held() {
      return lock.getReadHoldCount() > 0;
    }

    @Override
    boolean heldByAnybody() {
      return lock.getReadLockCount() > 0;
    }
  }

  private static final class Write extends StackLock {

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    @Override
    void acquire() {
      lock.writeLock().lock();
    }

    @Override
    void release() {
      lock.writeLock().unlock();
    }

    @Override
    boolean held() {
      return lock.isWriteLockedByCurrentThread();
    }

    @Override
    boolean heldByAnybody() {
      return lock.isWriteLocked();
    }
  }

  private static final class Stamped extends StackLock {

    private final StampedLock lock = new StampedLock();

    @Override
    void acquire() {
      lock.writeLock();
    }

    @Override
    void release() {
      lock.tryUnlockWrite();
    }

    @Override
    boolean held() {
      return lock.isWriteLocked();
    }

    @Override
    boolean heldByAnybody() {
      return lock.isWriteLocked();
    }
  }

  private static final class StampedRead extends StackLock {

    private final StampedLock lock = new StampedLock();

    @Override
    void acquire() {
      lock.readLock();
    }

    @Override
    void release() {
      lock.tryUnlockRead();
    }

    @Override
    boolean held() {
      return lock.isReadLocked();
    }

    @Override
    boolean heldByAnybody() {
      return lock.isReadLocked();
    }
  }

  private static class Block extends StackLock {

    private int entered;

    @Override
    void acquire() {
      synchronized (this) {
        entered++;
      }
    }

    @Override
    void release() {
      throw new IllegalStateException(this + " was entered " + entered + " times, and not left");
    }

    @Override
    boolean held() {
      return Thread.holdsLock(this);
    }

    @Override
    boolean heldByAnybody() {
      return false;
    }

    @Override
    boolean scoped() {
      return true;
    }
  }

  private static final class Method extends Block {

    private int entered;

    @Override
    synchronized void acquire() {
      entered++;
    }
  }

  /** Each section is entered inside of the one before, as far as the stack goes. */
  private static final class Nested extends Block {

    private int depth;

    @Override
    synchronized void acquire() {
      depth++;
      try {
        synchronized (this) {
          acquire();
        }
      } finally {
        depth--;
      }
    }
  }
}
