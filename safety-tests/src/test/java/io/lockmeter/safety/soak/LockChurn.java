package io.lockmeter.safety.soak;

import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;

/** Makes locks, uses each once, and drops them. */
final class LockChurn {

  private static final int ROUNDS = 4_000;
  private static final int LOCKS_A_ROUND = 6;

  /** Keeps each for a little while, so that none is optimized away. */
  private final @Nullable Object[] window = new Object[1 << 10];

  private int next;
  private int entries;
  private volatile long made;

  long made() {
    return made;
  }

  void batch() {
    for (int i = 0; i < ROUNDS; i++) {
      round();
    }
    made += (long) ROUNDS * LOCKS_A_ROUND;
  }

  private void round() {
    ReentrantLock lock = new ReentrantLock();
    lock.lock();
    lock.unlock();
    keep(lock);
    ReentrantReadWriteLock readWrite = new ReentrantReadWriteLock();
    readWrite.readLock().lock();
    readWrite.readLock().unlock();
    readWrite.writeLock().lock();
    readWrite.writeLock().unlock();
    keep(readWrite);
    StampedLock stamped = new StampedLock();
    stamped.unlockWrite(stamped.writeLock());
    stamped.unlockRead(stamped.readLock());
    keep(stamped);
    int[] array = new int[1];
    synchronized (array) {
      entries++;
    }
    keep(array);
    Entered entered = new Entered();
    entered.enter();
    keep(entered);
    Object plain = new Object();
    synchronized (plain) {
      entries++;
    }
    keep(plain);
  }

  private void keep(Object lock) {
    window[next++ & window.length - 1] = lock;
  }

  private static final class Entered {
    private int entries;

    synchronized void enter() {
      entries++;
    }
  }
}
