package io.lockmeter.locks;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockmeter.locks.ProfiledLock.Statistics;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProfiledLockTest {

  private final ExecutorService others = Executors.newCachedThreadPool();
  private final AtomicLong clock = new AtomicLong();
  private final AtomicLong clockReads = new AtomicLong();
  private final ReentrantLock delegate = new ReentrantLock();
  private final ProfiledLock lock = profiled(delegate);

  private ProfiledLock profiled(ReentrantLock exclusive) {
    return new ProfiledLock(
        "orders",
        exclusive,
        () -> {
          clockReads.incrementAndGet();
          return clock.get();
        });
  }

  @AfterEach
  void stopThreads() throws InterruptedException {
    others.shutdownNow();
    assertThat(others.awaitTermination(240, SECONDS)).isTrue();
  }

  private static void awaitQueue(ReentrantLock lock, int length) {
    Eventually.until(() -> lock.getQueueLength() == length);
  }

  @Test
  void uncontended_countsAndReadsTheClockForSampledHoldsOnly() {
    for (int i = 0; i < 10_000; i++) {
      lock.lock();
      clock.addAndGet(30);
      lock.unlock();
    }
    Statistics statistics = lock.statistics();

    assertThat(statistics.acquisitions()).isEqualTo(10_000);
    assertThat(statistics.contended()).isZero();
    assertThat(statistics.waitNanos()).isZero();
    assertThat(statistics.waitHistogram()).containsOnly(0L);
    assertThat(statistics.holdNanos()).isBetween(30 * (10_000L - 127), 30 * 10_000L);
    assertThat(clockReads.get()).isBetween(2 * 10_000L / 128, 2 * 10_000L / 32);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void contended_recordsWaitAndHold(boolean fair) throws Exception {
    ReentrantLock exclusive = new ReentrantLock(fair);
    ProfiledLock profiled = profiled(exclusive);
    profiled.lock();
    Future<?> waiter =
        others.submit(
            () -> {
              profiled.lock();
              clock.addAndGet(700);
              profiled.unlock();
            });
    awaitQueue(exclusive, 1);
    clock.addAndGet(5_000);
    profiled.unlock();
    waiter.get();
    Statistics statistics = profiled.statistics();

    assertThat(statistics.acquisitions()).isEqualTo(2);
    assertThat(statistics.contended()).isEqualTo(1);
    assertThat(statistics.abandoned()).isZero();
    assertThat(statistics.waitNanos()).isEqualTo(5_000);
    assertThat(statistics.waitMaxNanos()).isEqualTo(5_000);
    assertThat(statistics.holdNanos()).isEqualTo(5_700);
    assertThat(statistics.waitHistogram().get(3)).isEqualTo(1);
    assertThat(Statistics.histogramBoundNanos(2)).isEqualTo(4_096);
    assertThat(Statistics.histogramBoundNanos(3)).isEqualTo(8_192);
  }

  @Test
  void interruptibleAndTimedWaits_areRecordedWhenTheyGetTheLock() throws Exception {
    lock.lock();
    Future<?> interruptible =
        others.submit(
            () -> {
              lock.lockInterruptibly();
              lock.unlock();
              return null;
            });
    awaitQueue(delegate, 1);
    clock.addAndGet(10);
    Future<Boolean> timed =
        others.submit(
            () -> {
              boolean locked = lock.tryLock(1, DAYS);
              lock.unlock();
              return locked;
            });
    awaitQueue(delegate, 2);
    clock.addAndGet(100);
    lock.unlock();
    interruptible.get();

    assertThat(timed.get()).isTrue();
    assertThat(lock.statistics().contended()).isEqualTo(2);
    assertThat(lock.statistics().waitNanos()).isEqualTo(110 + 100);
    assertThat(lock.statistics().waitMaxNanos()).isEqualTo(110);
  }

  @Test
  void timedOutWait_isAbandoned() throws Exception {
    lock.lock();
    boolean locked = others.submit(() -> lock.tryLock(1, NANOSECONDS)).get();

    assertThat(locked).isFalse();
    assertThat(lock.statistics().abandoned()).isEqualTo(1);
    assertThat(lock.statistics().contended()).isZero();
    assertThat(lock.statistics().acquisitions()).isEqualTo(1);
  }

  @Test
  void interruptedWait_isAbandonedAndItsTimeCounts() throws Exception {
    lock.lock();
    Thread waiter =
        new Thread(
            () ->
                assertThatThrownBy(lock::lockInterruptibly)
                    .isInstanceOf(InterruptedException.class));
    waiter.start();
    awaitQueue(delegate, 1);
    clock.addAndGet(40);
    waiter.interrupt();
    waiter.join();

    assertThat(lock.statistics().abandoned()).isEqualTo(1);
    assertThat(lock.statistics().waitNanos()).isEqualTo(40);
    assertThat(lock.statistics().waitMaxNanos()).isEqualTo(40);
    assertThat(lock.statistics().waitHistogram().get(0)).isEqualTo(1);
  }

  @Test
  void failedAttempts_thatDoNotWait_leaveNoTrace() throws Exception {
    lock.lock();
    Statistics before = lock.statistics();
    long readsBefore = clockReads.get();

    assertThat(others.submit(() -> lock.tryLock()).get()).isFalse();
    assertThat(others.submit(() -> lock.tryLock(0, SECONDS)).get()).isFalse();
    assertThat(others.submit(() -> lock.tryLock(-1, SECONDS)).get()).isFalse();
    assertThat(lock.statistics()).isEqualTo(before);
    assertThat(clockReads.get()).isEqualTo(readsBefore);
  }

  @Test
  void reentrantAcquisitions_areOne() throws Exception {
    lock.lock();
    assertThat(lock.tryLock()).isTrue();
    assertThat(lock.tryLock(1, SECONDS)).isTrue();
    lock.lockInterruptibly();
    clock.addAndGet(9);
    lock.unlock();
    lock.unlock();
    lock.unlock();
    assertThat(lock.statistics().holdNanos()).isZero();
    clock.addAndGet(1);
    lock.unlock();

    assertThat(delegate.isLocked()).isFalse();
    assertThat(lock.statistics().acquisitions()).isEqualTo(1);
    assertThat(lock.statistics().holdNanos()).isEqualTo(10);
  }

  @Test
  void unlockByAnotherThread_throwsAndChangesNothing() throws Exception {
    lock.lock();
    Statistics before = lock.statistics();
    others
        .submit(
            () -> assertThatThrownBy(lock::unlock).isInstanceOf(IllegalMonitorStateException.class))
        .get();

    assertThat(lock.statistics()).isEqualTo(before);
    assertThat(delegate.isHeldByCurrentThread()).isTrue();
    clock.addAndGet(5);
    lock.unlock();
    assertThat(lock.statistics().holdNanos()).isEqualTo(5);
  }

  @Test
  void unlockOfAFreeLock_throwsAndChangesNothing() {
    Statistics before = lock.statistics();

    assertThatThrownBy(lock::unlock).isInstanceOf(IllegalMonitorStateException.class);
    assertThat(lock.statistics()).isEqualTo(before);
  }

  @Test
  void await_isNoHold() throws Exception {
    Condition ready = lock.newCondition();
    Future<?> consumer =
        others.submit(
            () -> {
              lock.lock();
              lock.lock();
              clock.addAndGet(3);
              ready.await();
              clock.addAndGet(4);
              lock.unlock();
              lock.unlock();
              return null;
            });
    Eventually.until(() -> lock.statistics().acquisitions() == 1 && !delegate.isLocked());
    clock.addAndGet(1_000);
    delegate.lock();
    try {
      ready.signal();
    } finally {
      delegate.unlock();
    }
    consumer.get();

    assertThat(lock.statistics().acquisitions()).isEqualTo(1);
    assertThat(lock.statistics().waitNanos()).isZero();
    assertThat(lock.statistics().holdNanos()).isEqualTo(7);
    assertThat(delegate.isLocked()).isFalse();
  }

  @Test
  void holdOfAnotherThreadDuringAwait_isItsOwn() throws Exception {
    Condition ready = lock.newCondition();
    Future<?> consumer =
        others.submit(
            () -> {
              lock.lock();
              ready.awaitUninterruptibly();
              clock.addAndGet(4);
              lock.unlock();
            });
    Eventually.until(() -> lock.statistics().acquisitions() == 1 && !delegate.isLocked());
    lock.lock();
    ready.signalAll();
    lock.unlock();
    consumer.get();

    assertThat(lock.statistics().acquisitions()).isEqualTo(2);
    assertThat(delegate.isLocked()).isFalse();
    lock.lock();
    assertThat(delegate.getHoldCount()).isEqualTo(1);
    lock.unlock();
  }

  @Test
  void conditions_timeOutAsTheDelegates() throws Exception {
    Condition never = lock.newCondition();
    lock.lock();

    assertThat(never.await(1, NANOSECONDS)).isFalse();
    assertThat(never.awaitNanos(1)).isNotPositive();
    assertThat(never.awaitUntil(new Date(0))).isFalse();
    assertThat(delegate.getHoldCount()).isEqualTo(1);
    lock.unlock();
    assertThat(delegate.isLocked()).isFalse();
  }

  @Test
  void awaitWithoutTheLock_throws() {
    Condition condition = lock.newCondition();

    assertThatThrownBy(condition::await).isInstanceOf(IllegalMonitorStateException.class);
    assertThatThrownBy(condition::signal).isInstanceOf(IllegalMonitorStateException.class);
    assertThat(lock.statistics().acquisitions()).isZero();
  }

  @Test
  void fairLock_isNotOvertaken() throws Exception {
    ReentrantLock fair =
        new ReentrantLock(true) {
          @Override
          public boolean tryLock() {
            throw new AssertionError("tryLock() overtakes waiting threads");
          }
        };
    ProfiledLock profiled = profiled(fair);
    profiled.lock();
    profiled.unlock();
    profiled.lockInterruptibly();
    profiled.unlock();

    assertThat(profiled.tryLock(1, SECONDS)).isTrue();
    profiled.unlock();
    assertThat(profiled.statistics().acquisitions()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void interruptedThread_locksAndStaysInterrupted(boolean fair) {
    ProfiledLock profiled = profiled(new ReentrantLock(fair));
    Thread.currentThread().interrupt();
    profiled.lock();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(profiled.statistics().acquisitions()).isEqualTo(1);
  }

  @Test
  void interruptedThread_doesNotLockInterruptibly() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(lock::lockInterruptibly).isInstanceOf(InterruptedException.class);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> lock.tryLock(1, SECONDS)).isInstanceOf(InterruptedException.class);

    assertThat(delegate.isLocked()).isFalse();
    assertThat(lock.statistics().abandoned()).isZero();
  }

  @Test
  void delegateThatFails_isCountedAsAbandoned() throws Exception {
    ReentrantLock failing =
        new ReentrantLock() {
          @Override
          public void lock() {
            throw new IllegalStateException("broken");
          }
        };
    ProfiledLock profiled = profiled(failing);
    profiled.tryLock();
    others.submit(() -> assertThatThrownBy(profiled::lock).hasMessage("broken")).get();

    assertThat(profiled.statistics().abandoned()).isEqualTo(1);
    assertThat(profiled.statistics().acquisitions()).isEqualTo(1);
  }

  @Test
  void manyThreads_excludeEachOtherAndAreAllCounted() throws Exception {
    ProfiledLock real = new ProfiledLock("real");
    long[] value = {0};
    List<Future<?>> results = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      results.add(
          others.submit(
              () -> {
                for (int j = 0; j < 20_000; j++) {
                  real.lock();
                  try {
                    value[0]++;
                  } finally {
                    real.unlock();
                  }
                }
              }));
    }
    for (Future<?> result : results) {
      result.get();
    }
    Statistics statistics = real.statistics();

    assertThat(value[0]).isEqualTo(80_000);
    assertThat(statistics.acquisitions()).isEqualTo(80_000);
    assertThat(statistics.waitHistogram().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(statistics.contended());
  }

  @Test
  void otherExclusiveLocks_canBeWrapped() throws InterruptedException {
    ProfiledLock write = new ProfiledLock("write", new ReentrantReadWriteLock().writeLock());
    ProfiledLock stamped = new ProfiledLock("stamped", new StampedLock().asWriteLock());
    for (ProfiledLock each : List.of(write, stamped)) {
      each.lock();
      each.unlock();
      assertThat(each.tryLock(1, TimeUnit.SECONDS)).isTrue();
      each.unlock();
      assertThat(each.statistics().acquisitions()).isEqualTo(2);
    }
  }

  @Test
  void badArguments_areRefusedByName() {
    assertThatNullPointerException().isThrownBy(() -> new ProfiledLock(null)).withMessage("name");
    assertThatNullPointerException()
        .isThrownBy(() -> new ProfiledLock("a", null))
        .withMessage("delegate");
    assertThatNullPointerException().isThrownBy(() -> lock.tryLock(1, null)).withMessage("unit");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ProfiledLock(" "))
        .withMessageContaining("name must not be blank");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ProfiledLock("a", new ReentrantReadWriteLock().readLock()))
        .withMessageContaining("must be exclusive");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ProfiledLock("a", new StampedLock().asReadLock()))
        .withMessageContaining("must be exclusive");
  }

  @Test
  void description_namesTheLockAndItsOwner() {
    lock.lock();

    assertThat(lock.name()).isEqualTo("orders");
    assertThat(lock.toString()).startsWith("orders (").contains("Locked by thread");
  }
}
