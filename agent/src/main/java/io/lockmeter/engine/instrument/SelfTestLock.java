package io.lockmeter.engine.instrument;

import io.lockmeter.bootstrap.LockKind;
import io.lockmeter.engine.config.Config.Locks;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;

/**
 * A lock to contend.
 *
 * @param kind the kind whose hook must fire
 * @param shared whether that one is acquired in shared mode
 * @param held what one thread holds
 * @param wanted what the other then waits for
 * @param queue the lock that queues it
 */
record SelfTestLock(int kind, boolean shared, Lock held, Lock wanted, Object queue) {

  /** One for each kind of the families that are timed. */
  static List<SelfTestLock> of(Set<Locks> timed) {
    // Each kind has a lock of its own: the thread may still be queued for the one before.
    List<SelfTestLock> locks = new ArrayList<>();
    if (timed.contains(Locks.REENTRANT)) {
      ReentrantLock lock = new ReentrantLock();
      locks.add(new SelfTestLock(LockKind.REENTRANT, false, lock, lock, lock));
    }
    if (timed.contains(Locks.READWRITE)) {
      ReentrantReadWriteLock read = new ReentrantReadWriteLock();
      locks.add(new SelfTestLock(LockKind.READ, true, read.writeLock(), read.readLock(), read));
      ReentrantReadWriteLock write = new ReentrantReadWriteLock();
      locks.add(
          new SelfTestLock(LockKind.WRITE, false, write.writeLock(), write.writeLock(), write));
    }
    if (timed.contains(Locks.STAMPED)) {
      StampedLock read = new StampedLock();
      locks.add(
          new SelfTestLock(
              LockKind.STAMPED_READ, true, read.asWriteLock(), read.asReadLock(), read));
      StampedLock write = new StampedLock();
      locks.add(
          new SelfTestLock(
              LockKind.STAMPED_WRITE, false, write.asWriteLock(), write.asWriteLock(), write));
    }
    return locks;
  }

  String label() {
    return LockKind.label(kind);
  }

  /** Whether {@code thread} is queued for this lock, and no other. */
  boolean queues(Thread thread) {
    if (queue instanceof ReentrantLock lock) {
      return lock.hasQueuedThread(thread);
    }
    if (queue instanceof ReentrantReadWriteLock lock) {
      return lock.hasQueuedThread(thread);
    }
    return LockSupport.getBlocker(thread) == queue;
  }
}
