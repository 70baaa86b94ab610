package io.lockmeter.truth;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;

/** Waits for the read and the write halves of read-write locks and stamped locks. */
final class SharedLocks {

  private static final String SELF = SharedLocks.class.getName() + ".";

  private final ReentrantReadWriteLock cache = new ReentrantReadWriteLock();
  private final ReentrantReadWriteLock fairCache = new ReentrantReadWriteLock(true);
  private final ReentrantReadWriteLock timedCache = new ReentrantReadWriteLock();
  private final ReentrantReadWriteLock left = new ReentrantReadWriteLock();
  private final StampedLock stamped = new StampedLock();
  private final StampedLock timedStamped = new StampedLock();
  private final StampedLock leftStamped = new StampedLock();
  private final StampedLock viewed = new StampedLock();

  public static void main(String[] arguments) {
    Ledger ledger = new Ledger();
    Contest contest = new Contest(ledger, Threads.platform());
    SharedLocks locks = new SharedLocks();
    locks.readWrite(contest);
    locks.readWriteTimed(contest);
    locks.stamped(contest);
    locks.stampedTimed(contest);
    ledger.print();
  }

  private void readWrite(Contest contest) {
    contest.waits(
        SELF + "cache",
        "read",
        body -> hold(cache.writeLock(), body),
        () -> Timed.acquire(() -> cache.readLock().lock(), () -> cache.readLock().unlock()));
    contest.waits(
        SELF + "cache",
        "write",
        body -> hold(cache.readLock(), body),
        () -> Timed.acquire(() -> cache.writeLock().lock(), () -> cache.writeLock().unlock()));
    contest.waits(
        SELF + "fairCache",
        "read",
        body -> hold(fairCache.writeLock(), body),
        () ->
            Timed.acquire(
                () -> fairCache.readLock().lockInterruptibly(),
                () -> fairCache.readLock().unlock()));
    contest.waits(
        SELF + "fairCache",
        "write",
        body -> hold(fairCache.writeLock(), body),
        () ->
            Timed.acquire(
                () -> fairCache.writeLock().lockInterruptibly(),
                () -> fairCache.writeLock().unlock()));
  }

  private void readWriteTimed(Contest contest) {
    contest.waits(
        SELF + "timedCache",
        "read",
        body -> hold(timedCache.writeLock(), body),
        () ->
            Timed.tryAcquire(
                () -> timedCache.readLock().tryLock(10, TimeUnit.MINUTES),
                () -> timedCache.readLock().unlock()));
    contest.waits(
        SELF + "timedCache",
        "write",
        body -> hold(timedCache.readLock(), body),
        () ->
            Timed.tryAcquire(
                () -> timedCache.writeLock().tryLock(10, TimeUnit.MINUTES),
                () -> timedCache.writeLock().unlock()));
    contest.givesUp(
        SELF + "left",
        "read",
        body -> hold(left.writeLock(), body),
        () ->
            Timed.giveUp(
                () -> left.readLock().tryLock(Contest.TIMEOUT_NANOS, TimeUnit.NANOSECONDS)),
        false);
    contest.givesUp(
        SELF + "left",
        "write",
        body -> hold(left.readLock(), body),
        () -> Timed.giveUp(() -> left.writeLock().tryLock(10, TimeUnit.MINUTES)),
        true);
  }

  private void stamped(Contest contest) {
    contest.waits(
        SELF + "stamped",
        "stamped_read",
        body -> holdWrite(stamped, body),
        () -> {
          AtomicLong stamp = new AtomicLong();
          return Timed.acquire(
              () -> stamp.set(stamped.readLock()), () -> stamped.unlockRead(stamp.get()));
        });
    contest.waits(
        SELF + "stamped",
        "stamped_write",
        body -> holdRead(stamped, body),
        () -> {
          AtomicLong stamp = new AtomicLong();
          return Timed.acquire(
              () -> stamp.set(stamped.writeLockInterruptibly()),
              () -> stamped.unlockWrite(stamp.get()));
        });
    Lock readView = viewed.asReadLock();
    contest.waits(
        SELF + "viewed",
        "stamped_read",
        body -> holdWrite(viewed, body),
        () -> Timed.acquire(() -> readView.lock(), () -> readView.unlock()));
  }

  private void stampedTimed(Contest contest) {
    contest.waits(
        SELF + "timedStamped",
        "stamped_read",
        body -> holdWrite(timedStamped, body),
        () -> {
          AtomicLong stamp = new AtomicLong();
          return Timed.acquire(
              () -> stamp.set(timedStamped.tryReadLock(10, TimeUnit.MINUTES)),
              () -> timedStamped.unlockRead(stamp.get()));
        });
    contest.givesUp(
        SELF + "leftStamped",
        "stamped_write",
        body -> holdRead(leftStamped, body),
        () ->
            Timed.giveUp(
                () -> leftStamped.tryWriteLock(Contest.TIMEOUT_NANOS, TimeUnit.NANOSECONDS) != 0),
        false);
    contest.givesUp(
        SELF + "leftStamped",
        "stamped_read",
        body -> holdWrite(leftStamped, body),
        () -> Timed.giveUp(() -> leftStamped.readLockInterruptibly() != 0),
        true);
  }

  private static void hold(Lock lock, Runnable body) {
    lock.lock();
    try {
      body.run();
    } finally {
      lock.unlock();
    }
  }

  private static void holdWrite(StampedLock lock, Runnable body) {
    long stamp = lock.writeLock();
    try {
      body.run();
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  private static void holdRead(StampedLock lock, Runnable body) {
    long stamp = lock.readLock();
    try {
      body.run();
    } finally {
      lock.unlockRead(stamp);
    }
  }
}
