package io.lockmeter.engine.instrument;

import io.lockmeter.engine.config.Config.Locks;
import io.lockmeter.locks.ProfiledLock;
import java.util.EnumSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.StampedLock;

/** Contended and uncontended locks, conditions, threads. */
final class LockScenarios {

  private final Probe probe;

  LockScenarios(Probe probe) {
    this.probe = probe;
  }

  void run() throws Exception {
    for (SelfTestLock lock : SelfTestLock.of(EnumSet.allOf(Locks.class))) {
      free(lock);
      waiting(lock);
      releasing(lock);
      giving(lock);
      interrupted(lock);
    }
    condition();
    interruptedCondition();
    stampedMethods();
    threads();
    givenName();
  }

  private void free(SelfTestLock lock) throws InterruptedException {
    probe.start(
        () -> {
          lock.wanted().lock();
          lock.wanted().unlock();
          lock.wanted().lockInterruptibly();
          lock.wanted().unlock();
          lock.wanted().tryLock();
          lock.wanted().unlock();
          lock.wanted().tryLock(1, TimeUnit.HOURS);
          lock.wanted().unlock();
        });
    probe.print("free-" + lock.label());
  }

  private void waiting(SelfTestLock lock) throws InterruptedException {
    lock.held().lock();
    Thread waiter =
        probe.start(
            () -> {
              lock.wanted().lock();
              lock.wanted().unlock();
            });
    Probe.until(() -> lock.queues(waiter));
    lock.held().unlock();
    probe.print("waiting-" + lock.label());
  }

  private void releasing(SelfTestLock lock) throws InterruptedException {
    Lock other = lock.held();
    Thread waiter =
        new Thread(
            () -> {
              other.lock();
              other.unlock();
            });
    probe.start(
        () -> {
          lock.wanted().lock();
          waiter.start();
          Probe.until(() -> lock.queues(waiter));
          lock.wanted().unlock();
        });
    probe.print("releasing-" + lock.label());
    waiter.join();
  }

  private void giving(SelfTestLock lock) throws InterruptedException {
    lock.held().lock();
    probe.start(
        () -> {
          lock.wanted().tryLock();
          lock.wanted().tryLock(1, TimeUnit.MILLISECONDS);
        });
    probe.print("timeout-" + lock.label());
    lock.held().unlock();
  }

  private void interrupted(SelfTestLock lock) throws InterruptedException {
    lock.held().lock();
    Thread waiter = probe.start(() -> lock.wanted().lockInterruptibly());
    Probe.until(() -> lock.queues(waiter));
    waiter.interrupt();
    probe.print("interrupted-" + lock.label());
    lock.held().unlock();
  }

  private void condition() throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    Condition condition = lock.newCondition();
    Thread waiter =
        probe.start(
            () -> {
              lock.lock();
              condition.await();
              lock.unlock();
            });
    Probe.until(() -> Probe.parked(waiter));
    lock.lock();
    condition.signal();
    lock.unlock();
    probe.print("condition");
  }

  /** The lock is held when the thread wants it back. */
  private void interruptedCondition() throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    Condition condition = lock.newCondition();
    Thread waiter =
        probe.start(
            () -> {
              lock.lock();
              try {
                condition.await();
              } finally {
                lock.unlock();
              }
            });
    Probe.until(() -> Probe.parked(waiter));
    lock.lock();
    waiter.interrupt();
    Probe.until(() -> lock.hasQueuedThread(waiter));
    lock.unlock();
    probe.print("interrupted-condition");
  }

  private void stampedMethods() throws InterruptedException {
    StampedLock lock = new StampedLock();
    probe.start(
        () -> {
          lock.unlock(lock.writeLock());
          lock.unlock(lock.readLockInterruptibly());
          lock.tryWriteLock();
          lock.tryReadLock();
          lock.tryUnlockWrite();
          lock.tryReadLock(1, TimeUnit.HOURS);
          lock.tryUnlockRead();
          lock.tryConvertToOptimisticRead(lock.writeLockInterruptibly());
        });
    probe.print("stamped-methods");
  }

  private void threads() throws Exception {
    probe.log().take();
    Thread platform = new Thread(() -> {}, HookLog.LIFE);
    platform.start();
    platform.join();
    probe.printReached("platform-thread");
    if (Runtime.version().feature() >= 21) {
      Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
      Class<?> type = Class.forName("java.lang.Thread$Builder");
      type.getMethod("name", String.class).invoke(builder, HookLog.LIFE);
      Thread virtual =
          (Thread) type.getMethod("start", Runnable.class).invoke(builder, (Runnable) () -> {});
      virtual.join();
      probe.printReached("virtual-thread");
    }
  }

  private void givenName() throws InterruptedException {
    probe.start(() -> new ProfiledLock("orders"));
    probe.print("given-name");
  }
}
