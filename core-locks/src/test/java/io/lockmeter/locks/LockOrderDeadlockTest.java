package io.lockmeter.locks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockmeter.locks.LockOrder.Policy;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Deadlocks that the JVM does not see, each beside the same locks under a {@link LockOrder}. */
@Timeout(300)
class LockOrderDeadlockTest {

  /** Four locks: what two threads hold, and what each then wants, the lock of the other. */
  enum Pair {
    STAMPED_WRITE {
      @Override
      Lock[] of(ReadWriteLock one, ReadWriteLock other) {
        return new Lock[] {one.writeLock(), other.writeLock(), other.writeLock(), one.writeLock()};
      }
    },
    STAMPED_WRITE_AND_READ {
      @Override
      Lock[] of(ReadWriteLock one, ReadWriteLock other) {
        return new Lock[] {one.writeLock(), other.writeLock(), other.readLock(), one.readLock()};
      }
    },
    REENTRANT_READ_AND_WRITE {
      @Override
      Lock[] of(ReadWriteLock one, ReadWriteLock other) {
        return new Lock[] {one.readLock(), other.readLock(), other.writeLock(), one.writeLock()};
      }
    };

    abstract Lock[] of(ReadWriteLock one, ReadWriteLock other);

    Lock[] plain() {
      return this == REENTRANT_READ_AND_WRITE
          ? of(new ReentrantReadWriteLock(), new ReentrantReadWriteLock())
          : of(new StampedLock().asReadWriteLock(), new StampedLock().asReadWriteLock());
    }

    Lock[] ordered(LockOrder order) {
      return this == REENTRANT_READ_AND_WRITE
          ? of(
              order.ordered(new ReentrantReadWriteLock(), "one"),
              order.ordered(new ReentrantReadWriteLock(), "other"))
          : of(order.ordered(new StampedLock(), "one"), order.ordered(new StampedLock(), "other"));
    }
  }

  /** Has two threads take what they hold, and then want what the other one holds. */
  private static List<TestThread> startBoth(Lock... locks) {
    AtomicInteger holders = new AtomicInteger();
    List<TestThread> threads = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Lock held = locks[i];
      Lock wanted = locks[i + 2];
      threads.add(
          TestThread.start(
              () -> {
                held.lockInterruptibly();
                try {
                  holders.incrementAndGet();
                  while (holders.get() < 2) {
                    Thread.onSpinWait();
                  }
                  wanted.lockInterruptibly();
                  wanted.unlock();
                } finally {
                  held.unlock();
                }
              }));
    }
    return threads;
  }

  /** How many of these threads the JVM finds to be deadlocked. */
  private static long foundByJvm(List<TestThread> threads) {
    long[] found = ManagementFactory.getThreadMXBean().findDeadlockedThreads();
    return found == null ? 0 : threads.stream().filter(thread -> thread.isAmong(found)).count();
  }

  /** Interrupts the first of two deadlocked threads, which lets the other go on. */
  private static void untie(List<TestThread> deadlocked) throws Exception {
    deadlocked.get(0).interrupt();
    assertThatThrownBy(deadlocked.get(0)::join).hasRootCauseInstanceOf(InterruptedException.class);
    deadlocked.get(1).join();
  }

  @Test
  void deadlockOfReentrantLocks_isSeenByTheJvm() throws Exception {
    Lock one = new ReentrantLock();
    Lock other = new ReentrantLock();
    List<TestThread> threads = startBoth(one, other, other, one);
    Eventually.until(() -> foundByJvm(threads) > 0);
    long found = foundByJvm(threads);
    untie(threads);

    assertThat(found).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void deadlockOfOtherLocks_isNotSeenByTheJvm(Pair pair) throws Exception {
    List<TestThread> threads = startBoth(pair.plain());
    threads.forEach(TestThread::awaitParked);
    long found = foundByJvm(threads);
    threads.forEach(TestThread::awaitParked);
    untie(threads);

    assertThat(found).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void theirOrder_isFoundByOneThread_withoutAnyDeadlock(Pair pair) {
    LockOrder order = new LockOrder(Policy.RECORD);
    Lock[] locks = pair.ordered(order);
    for (int i = 0; i < 2; i++) {
      assertThat(order.violations()).isEmpty();
      locks[i].lock();
      locks[i + 2].lock();
      locks[i + 2].unlock();
      locks[i].unlock();
    }

    assertThat(order.violations())
        .extracting(LockOrderViolation::kind)
        .containsExactly(LockOrderViolation.Kind.INVERSION);
  }

  @ParameterizedTest
  @EnumSource
  void deadlock_isPreventedByRefusingOneOfTheTwo(Pair pair) throws Exception {
    LockOrder order = new LockOrder(Policy.THROW);
    List<Exception> thrown = new ArrayList<>();
    for (TestThread thread : startBoth(pair.ordered(order))) {
      try {
        thread.join();
      } catch (ExecutionException e) {
        thrown.add(e);
      }
    }

    assertThat(thrown).hasSize(1);
    assertThat(thrown.get(0)).hasCauseInstanceOf(LockOrderException.class);
    assertThat(order.violations()).hasSize(1);
  }

  @Test
  void readersThatWaitForReadersBehindWriters_areNotSeenByTheJvm() throws Exception {
    ReadWriteLock one = new ReentrantReadWriteLock();
    ReadWriteLock other = new ReentrantReadWriteLock();
    AtomicInteger readers = new AtomicInteger();
    AtomicBoolean bothWritersWait = new AtomicBoolean();
    List<TestThread> threads = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Lock held = (i == 0 ? one : other).readLock();
      Lock wanted = (i == 0 ? other : one).readLock();
      threads.add(
          TestThread.start(
              () -> {
                held.lock();
                readers.incrementAndGet();
                while (!bothWritersWait.get()) {
                  Thread.onSpinWait();
                }
                try {
                  wanted.lockInterruptibly();
                  wanted.unlock();
                } finally {
                  held.unlock();
                }
              }));
    }
    while (readers.get() < 2) {
      Thread.onSpinWait();
    }
    threads.add(startWriter(one.writeLock()));
    threads.add(startWriter(other.writeLock()));
    bothWritersWait.set(true);
    threads.forEach(TestThread::awaitParked);
    long found = foundByJvm(threads);
    threads.forEach(TestThread::awaitParked);
    untie(threads);
    threads.get(2).join();
    threads.get(3).join();

    assertThat(found).isZero();
  }

  @Test
  void readerOfAStampedLock_waitsForAReaderBehindAWriter() throws Exception {
    StampedLock lock = new StampedLock();
    long write = lock.writeLock();
    TestThread writer = startWriter(lock.asWriteLock());
    TestThread reader =
        TestThread.startAndAwaitParked(
            () -> {
              lock.asReadLock().lock();
              lock.asReadLock().unlock();
            });
    long read = lock.tryConvertToReadLock(write);
    reader.awaitParked();
    int readers = lock.getReadLockCount();
    lock.unlockRead(read);
    reader.join();
    writer.join();

    assertThat(readers).isEqualTo(1);
  }

  private static TestThread startWriter(Lock lock) {
    return TestThread.startAndAwaitParked(
        () -> {
          lock.lock();
          lock.unlock();
        });
  }
}
