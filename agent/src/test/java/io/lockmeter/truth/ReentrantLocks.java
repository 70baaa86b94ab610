package io.lockmeter.truth;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Waits for reentrant locks, in every way there is to wait for one. */
final class ReentrantLocks {

  private static final String KIND = "reentrant";
  private static final String SELF = ReentrantLocks.class.getName() + ".";
  private static final long HOLD_NANOS = 40_000_000;

  private static final class OwnLock extends ReentrantLock {
    private static final long serialVersionUID = 1;
  }

  private static final ReentrantLock unfair = new ReentrantLock();
  private final ReentrantLock fair = new ReentrantLock(true);
  private final OwnLock subclass = new OwnLock();
  private final ReentrantLock interruptible = new ReentrantLock();
  private final ReentrantLock timed = new ReentrantLock();
  private final ReentrantLock timedOut = new ReentrantLock();
  private final ReentrantLock interrupted = new ReentrantLock();
  private final ReentrantLock awaited = new ReentrantLock();
  private final Condition condition = awaited.newCondition();

  public static void main(String[] arguments) {
    Ledger ledger = new Ledger();
    ReentrantLocks locks = new ReentrantLocks();
    Contest contest = new Contest(ledger, Threads.platform());
    locks.waits(contest);
    locks.givesUp(contest);
    locks.reacquires(ledger);
    ledger.print();
  }

  private void waits(Contest contest) {
    contest.waits(SELF + "unfair", KIND, ReentrantLocks::holdUnfair, ReentrantLocks::lockUnfair);
    contest.waits(
        SELF + "fair",
        KIND,
        body -> hold(fair, body),
        () -> Timed.acquire(() -> fair.lock(), () -> fair.unlock()));
    contest.waits(
        SELF + "subclass",
        KIND,
        body -> hold(subclass, body),
        () -> Timed.acquire(() -> subclass.lock(), () -> subclass.unlock()));
    contest.waits(
        SELF + "interruptible",
        KIND,
        body -> hold(interruptible, body),
        () -> Timed.acquire(() -> interruptible.lockInterruptibly(), () -> interruptible.unlock()));
    contest.waits(
        SELF + "timed",
        KIND,
        body -> hold(timed, body),
        () -> Timed.tryAcquire(() -> timed.tryLock(10, TimeUnit.MINUTES), () -> timed.unlock()));
  }

  private void givesUp(Contest contest) {
    contest.givesUp(
        SELF + "timedOut",
        KIND,
        body -> hold(timedOut, body),
        () -> Timed.giveUp(() -> timedOut.tryLock(Contest.TIMEOUT_NANOS, TimeUnit.NANOSECONDS)),
        false);
    contest.givesUp(
        SELF + "interrupted",
        KIND,
        body -> hold(interrupted, body),
        () -> Timed.giveUp(() -> interrupted.tryLock(10, TimeUnit.MINUTES)),
        true);
  }

  /**
   * A wait for the condition is interrupted while the lock is held: only what follows is a lock
   * wait.
   */
  private void reacquires(Ledger ledger) {
    AtomicLong interruptedAt = new AtomicLong();
    AtomicLong goneOnAt = new AtomicLong();
    AtomicLong held = new AtomicLong();
    Thread thread = Threads.platform().start(() -> goneOnAt.set(awaitCondition()));
    Threads.awaitBlocked(thread);
    LockSupport.parkNanos(HOLD_NANOS);
    hold(
        awaited,
        () -> {
          interruptedAt.set(System.nanoTime());
          thread.interrupt();
          while (!awaited.hasQueuedThread(thread)) {
            Thread.onSpinWait();
          }
          long start = System.nanoTime();
          LockSupport.parkNanos(HOLD_NANOS);
          held.set(System.nanoTime() - start);
        });
    Threads.join(thread);
    ledger.waited(SELF + "awaited", KIND, held.get(), goneOnAt.get() - interruptedAt.get());
  }

  /** Returns when the thread went on with the lock. */
  private long awaitCondition() {
    awaited.lock();
    try {
      condition.await();
      throw new IllegalStateException("signalled");
    } catch (InterruptedException e) {
      return System.nanoTime();
    } finally {
      awaited.unlock();
    }
  }

  private static void holdUnfair(Runnable body) {
    unfair.lock();
    try {
      body.run();
    } finally {
      unfair.unlock();
    }
  }

  private static long lockUnfair() {
    long start = System.nanoTime();
    unfair.lock();
    long waited = System.nanoTime() - start;
    unfair.unlock();
    return waited;
  }

  private static void hold(ReentrantLock lock, Runnable body) {
    lock.lock();
    try {
      body.run();
    } finally {
      lock.unlock();
    }
  }
}
