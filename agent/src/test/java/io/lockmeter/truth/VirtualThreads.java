package io.lockmeter.truth;

import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Waits of virtual threads; JDK 24 and later, where these leave their carrier in a monitor too.
 * Monitors of the JDK are left out: of them only the JVM knows, and it writes no event for a
 * virtual thread that has left its carrier.
 */
final class VirtualThreads {

  private static final String SELF = VirtualThreads.class.getName() + ".";

  private final ReentrantLock lock = new ReentrantLock();
  private final ReentrantReadWriteLock cache = new ReentrantReadWriteLock();

  public static void main(String[] arguments) {
    JvmRecording.await(arguments);
    Ledger ledger = new Ledger();
    Contest contest = new Contest(ledger, Threads.virtual());
    new VirtualThreads().locks(contest);
    ApplicationMonitors.run(contest);
    ledger.print();
  }

  private void locks(Contest contest) {
    contest.waits(
        SELF + "lock",
        "reentrant",
        this::hold,
        () -> Timed.acquire(() -> lock.lock(), () -> lock.unlock()));
    contest.waits(
        SELF + "cache",
        "read",
        this::holdWrite,
        () -> Timed.acquire(() -> cache.readLock().lock(), () -> cache.readLock().unlock()));
  }

  private void hold(Runnable body) {
    lock.lock();
    try {
      body.run();
    } finally {
      lock.unlock();
    }
  }

  private void holdWrite(Runnable body) {
    cache.writeLock().lock();
    try {
      body.run();
    } finally {
      cache.writeLock().unlock();
    }
  }
}
