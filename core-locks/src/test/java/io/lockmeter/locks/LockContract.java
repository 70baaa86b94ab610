package io.lockmeter.locks;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@link Lock} promises, apart from its conditions ({@link ConditionContract}). A test of an
 * implementation extends this class and says which of the things that the interface leaves open the
 * implementation promises.
 */
@Timeout(300)
abstract class LockContract {

  Lock lock;

  /** Cannot be held while another thread holds {@link #lock}. */
  Lock rival;

  abstract Lock newLock();

  /** For a read lock its write lock; an exclusive lock is its own rival. */
  Lock rivalOf(Lock made) {
    return made;
  }

  boolean reentrant() {
    return true;
  }

  /** Whether the longest waiting thread comes first. */
  boolean fair() {
    return false;
  }

  /** Whether unlocking by another thread than the holder is refused. */
  boolean knowsItsHolder() {
    return true;
  }

  @BeforeEach
  void makeLock() {
    lock = newLock();
    rival = rivalOf(lock);
  }

  @AfterEach
  void clearInterrupt() {
    Thread.interrupted();
  }

  final void assertFree() throws Exception {
    TestThread.run(
        () -> {
          assertThat(rival.tryLock()).as("lock is free").isTrue();
          rival.unlock();
        });
  }

  final void assertHeld() throws Exception {
    TestThread.run(() -> assertThat(rival.tryLock()).as("lock is free").isFalse());
  }

  @ParameterizedTest
  @EnumSource
  void freeLock_isAcquiredUntilUnlocked(Acquire acquire) throws Exception {
    acquire.on(lock);
    assertHeld();
    lock.unlock();

    assertFree();
  }

  @ParameterizedTest
  @EnumSource
  void heldLock_isAcquiredOnceReleased(Acquire acquire) throws Exception {
    rival.lock();
    int[] value = {1};
    TestThread waiter =
        TestThread.start(
            () -> {
              acquire.on(lock);
              value[0] *= 3;
              lock.unlock();
            });
    if (acquire != Acquire.TRY_LOCK) {
      waiter.awaitParked();
    }
    value[0]++;
    rival.unlock();
    waiter.join();

    assertThat(value[0]).isEqualTo(6);
    assertFree();
  }

  @Test
  void tryLock_ofALockHeldByAnother_failsAtOnce() throws Exception {
    rival.lock();
    TestThread.run(() -> assertThat(lock.tryLock()).isFalse());
    rival.unlock();

    assertFree();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void timedTryLock_withoutTime_doesNotWait(long time) throws Exception {
    assertThat(lock.tryLock(time, DAYS)).isTrue();
    lock.unlock();
    rival.lock();
    TestThread.run(() -> assertThat(lock.tryLock(time, DAYS)).isFalse());
    rival.unlock();

    assertFree();
  }

  @Test
  void timedTryLock_waitsItsTimeAndGivesUp() throws Exception {
    rival.lock();
    TestThread.run(
        () -> {
          assertThat(lock.tryLock(1, NANOSECONDS)).isFalse();
          long start = System.nanoTime();
          assertThat(lock.tryLock(20, MILLISECONDS)).isFalse();
          assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(MILLISECONDS.toNanos(20));
        });
    rival.unlock();

    assertFree();
  }

  @Test
  void timedTryLock_withoutUnit_isRefused() throws Exception {
    assertThatNullPointerException().isThrownBy(() -> lock.tryLock(1, null));
    assertFree();
    lock.lock();
    assertThatNullPointerException().isThrownBy(() -> lock.tryLock(0, null));
    lock.unlock();

    assertFree();
  }

  @ParameterizedTest
  @EnumSource(names = {"LOCK_INTERRUPTIBLY", "TIMED"})
  void interruptBefore_isThrown_andNothingAcquired(Acquire acquire) throws Exception {
    assertInterruptThrown(acquire);
    assertFree();

    rival.lock();
    TestThread.run(() -> assertInterruptThrown(acquire));
    rival.unlock();
    assertFree();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void interruptBefore_isThrown_alsoWithoutTime(long time) throws Exception {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> lock.tryLock(time, SECONDS)).isInstanceOf(InterruptedException.class);

    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertFree();
  }

  @ParameterizedTest
  @EnumSource(names = {"LOCK_INTERRUPTIBLY", "TIMED"})
  void interruptBefore_isThrown_alsoToTheHolder(Acquire acquire) throws Exception {
    lock.lock();
    assertInterruptThrown(acquire);
    assertHeld();
    lock.unlock();

    assertFree();
  }

  private void assertInterruptThrown(Acquire acquire) {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> acquire.on(lock)).isInstanceOf(InterruptedException.class);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"LOCK", "TRY_LOCK"})
  void interruptBefore_doesNotKeepFromLocking(Acquire acquire) throws Exception {
    Thread.currentThread().interrupt();
    acquire.on(lock);

    assertThat(Thread.interrupted()).isTrue();
    assertHeld();
    Thread.currentThread().interrupt();
    lock.unlock();
    assertThat(Thread.interrupted()).isTrue();
    assertFree();
  }

  @ParameterizedTest
  @EnumSource(names = {"LOCK_INTERRUPTIBLY", "TIMED"})
  void interruptDuringTheWait_endsIt(Acquire acquire) throws Exception {
    rival.lock();
    TestThread waiter =
        TestThread.startAndAwaitParked(
            () -> {
              assertThatThrownBy(() -> acquire.on(lock)).isInstanceOf(InterruptedException.class);
              assertThat(Thread.currentThread().isInterrupted()).isFalse();
            });
    waiter.interrupt();
    waiter.join();
    assertHeldByCaller();
    rival.unlock();

    assertFree();
  }

  private void assertHeldByCaller() throws Exception {
    TestThread.run(() -> assertThat(lock.tryLock()).isFalse());
  }

  @Test
  void interruptDuringTheWait_doesNotEndLock() throws Exception {
    rival.lock();
    TestThread waiter =
        TestThread.startAndAwaitParked(
            () -> {
              lock.lock();
              assertThat(Thread.currentThread().isInterrupted()).isTrue();
              lock.unlock();
            });
    waiter.interrupt();
    TestThread behind = TestThread.startAndAwaitParked(lockAndUnlock());
    assertThat(waiter.hasEnded()).isFalse();
    rival.unlock();
    waiter.join();
    behind.join();

    assertFree();
  }

  @ParameterizedTest
  @EnumSource(names = {"LOCK_INTERRUPTIBLY", "TIMED"})
  void waiterThatGivesUp_doesNotHoldUpThoseBehindIt(Acquire acquire) throws Exception {
    rival.lock();
    TestThread first =
        TestThread.startAndAwaitParked(
            () ->
                assertThatThrownBy(() -> acquire.on(lock))
                    .isInstanceOf(InterruptedException.class));
    TestThread second = TestThread.startAndAwaitParked(lockAndUnlock());
    first.interrupt();
    first.join();
    rival.unlock();
    second.join();

    assertFree();
  }

  private TestThread.Body lockAndUnlock() {
    return () -> {
      lock.lock();
      lock.unlock();
    };
  }

  @Test
  void unlockOfAFreeLock_isRefused() throws Exception {
    assertThatThrownBy(lock::unlock).isInstanceOf(IllegalMonitorStateException.class);
    assertFree();
    lock.lock();
    lock.unlock();
    assertThatThrownBy(lock::unlock).isInstanceOf(IllegalMonitorStateException.class);

    assertFree();
  }

  @Test
  void unlockByAnother_isRefused() throws Exception {
    assumeThat(knowsItsHolder()).isTrue();
    lock.lock();
    TestThread.run(
        () -> assertThatThrownBy(lock::unlock).isInstanceOf(IllegalMonitorStateException.class));

    assertHeld();
    lock.unlock();
    assertFree();
  }

  @ParameterizedTest
  @EnumSource
  void reentrantLock_isFreeAfterAsManyUnlocks(Acquire acquire) throws Exception {
    assumeThat(reentrant()).isTrue();
    lock.lock();
    acquire.on(lock);
    acquire.on(lock);
    assertThat(lock.tryLock(0, SECONDS)).isTrue();
    for (int held = 4; held > 0; held--) {
      assertHeld();
      lock.unlock();
    }

    assertFree();
    assertThatThrownBy(lock::unlock).isInstanceOf(IllegalMonitorStateException.class);
  }

  @Test
  void nonReentrantLock_refusesItsHolder() throws Exception {
    assumeThat(reentrant()).isFalse();
    lock.lock();
    assertThat(lock.tryLock()).isFalse();
    assertThat(lock.tryLock(1, NANOSECONDS)).isFalse();
    lock.unlock();

    assertFree();
  }

  @Test
  void fairLock_servesTheLongestWaitingFirst() throws Exception {
    assumeThat(fair()).isTrue();
    List<Integer> served = new CopyOnWriteArrayList<>();
    List<TestThread> waiters = new ArrayList<>();
    rival.lock();
    for (int i = 0; i < 6; i++) {
      int number = i;
      Acquire acquire = Acquire.values()[i % 3];
      waiters.add(
          TestThread.startAndAwaitParked(
              () -> {
                acquire.on(rival);
                served.add(number);
                rival.unlock();
              }));
    }
    rival.unlock();
    for (TestThread waiter : waiters) {
      waiter.join();
    }

    assertThat(served).containsExactly(0, 1, 2, 3, 4, 5);
  }

  @ParameterizedTest
  @EnumSource(names = "TRY_LOCK", mode = Mode.EXCLUDE)
  void fairLock_isNotTakenAgainBeforeThoseWhoWait(Acquire acquire) throws Exception {
    assumeThat(fair()).isTrue();
    List<String> served = new CopyOnWriteArrayList<>();
    rival.lock();
    TestThread waiter =
        TestThread.startAndAwaitParked(
            () -> {
              rival.lock();
              served.add("waiter");
              rival.unlock();
            });
    rival.unlock();
    acquire.on(rival);
    served.add("newcomer");
    rival.unlock();
    waiter.join();

    assertThat(served).containsExactly("waiter", "newcomer");
  }

  @Test
  void manyThreads_excludeOneAnother_andSeeWhatWasWritten() throws Exception {
    excludeOneAnother(false);
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void manyVirtualThreads_excludeOneAnother_andSeeWhatWasWritten() throws Exception {
    excludeOneAnother(true);
  }

  private void excludeOneAnother(boolean virtual) throws Exception {
    long[] twins = new long[2];
    TestThread.Body body =
        () -> {
          for (int i = 0; i < 1_000; i++) {
            Acquire acquire = Acquire.values()[i % Acquire.values().length];
            acquire.on(rival);
            twins[0]++;
            twins[1]++;
            rival.unlock();
            acquire.on(lock);
            assertThat(twins[0]).isEqualTo(twins[1]);
            lock.unlock();
          }
        };
    List<TestThread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      threads.add(virtual ? TestThread.startVirtual(body) : TestThread.start(body));
    }
    for (TestThread thread : threads) {
      thread.join();
    }

    assertThat(twins).containsExactly(4_000, 4_000);
  }
}
