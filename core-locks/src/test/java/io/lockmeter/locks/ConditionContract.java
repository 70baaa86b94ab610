package io.lockmeter.locks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@link java.util.concurrent.locks.Lock} and {@link Condition} promise, for exclusive locks
 * that have conditions and signal them first in, first out, as those of the JDK do.
 */
abstract class ConditionContract extends LockContract {

  private Condition condition;

  /** Guarded by the lock. */
  private boolean inside;

  /** The ways to wait. Each waits until it is signalled or interrupted. */
  enum Await {
    AWAIT {
      @Override
      void on(Condition condition) throws InterruptedException {
        condition.await();
      }
    },
    NANOS {
      @Override
      void on(Condition condition) throws InterruptedException {
        assertThat(condition.awaitNanos(Long.MAX_VALUE)).isPositive();
      }
    },
    TIMED {
      @Override
      void on(Condition condition) throws InterruptedException {
        assertThat(condition.await(Long.MAX_VALUE, TimeUnit.DAYS)).isTrue();
      }
    },
    UNTIL {
      @Override
      void on(Condition condition) throws InterruptedException {
        assertThat(condition.awaitUntil(new Date(Long.MAX_VALUE))).isTrue();
      }
    },
    UNINTERRUPTIBLY {
      @Override
      void on(Condition condition) {
        condition.awaitUninterruptibly();
      }
    };

    abstract void on(Condition condition) throws InterruptedException;
  }

  @BeforeEach
  void makeCondition() {
    condition = lock.newCondition();
  }

  private TestThread startWaiter(TestThread.Body afterwards) {
    return startWaiter(Await.AWAIT, afterwards);
  }

  private TestThread startWaiter(Await await, TestThread.Body afterwards) {
    return TestThread.startAndAwaitParked(
        () -> {
          lock.lock();
          try {
            await.on(condition);
            afterwards.run();
          } finally {
            lock.unlock();
          }
        });
  }

  private void signal() {
    lock.lock();
    condition.signal();
    lock.unlock();
  }

  @ParameterizedTest
  @EnumSource
  void await_releasesTheLock_andReturnsHoldingItOnceSignalled(Await await) throws Exception {
    TestThread waiter = startWaiter(await, () -> assertThat(inside).isFalse());
    assertFree();
    lock.lock();
    inside = true;
    condition.signal();
    waiter.awaitParked();
    inside = false;
    lock.unlock();
    waiter.join();

    assertFree();
  }

  @ParameterizedTest
  @EnumSource
  void await_holdsTheLockWhenItReturns(Await await) throws Exception {
    TestThread waiter = startWaiter(await, this::assertHeld);
    signal();
    waiter.join();

    assertFree();
  }

  @ParameterizedTest
  @EnumSource
  void await_restoresTheHoldCount(Await await) throws Exception {
    assumeThat(reentrant()).isTrue();
    TestThread waiter =
        TestThread.startAndAwaitParked(
            () -> {
              lock.lock();
              lock.lock();
              lock.lock();
              await.on(condition);
              lock.unlock();
              lock.unlock();
              assertHeld();
              lock.unlock();
              assertFree();
            });
    signal();
    waiter.join();

    assertFree();
  }

  @ParameterizedTest
  @EnumSource(names = "UNINTERRUPTIBLY", mode = Mode.EXCLUDE)
  void interruptBefore_isThrown_withTheLockHeld(Await await) throws Exception {
    lock.lock();
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> await.on(condition)).isInstanceOf(InterruptedException.class);

    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertHeld();
    lock.unlock();
    assertFree();
  }

  @ParameterizedTest
  @EnumSource(names = "UNINTERRUPTIBLY", mode = Mode.EXCLUDE)
  void interruptDuring_isThrown_onceTheLockIsHeldAgain(Await await) throws Exception {
    TestThread waiter =
        TestThread.startAndAwaitParked(
            () -> {
              lock.lock();
              assertThatThrownBy(() -> await.on(condition))
                  .isInstanceOf(InterruptedException.class);
              assertThat(inside).isFalse();
              assertThat(Thread.currentThread().isInterrupted()).isFalse();
              assertHeld();
              lock.unlock();
            });
    lock.lock();
    inside = true;
    waiter.interruptAndAwaitParkedAnew();
    inside = false;
    lock.unlock();
    waiter.join();

    assertFree();
  }

  @Test
  void awaitUninterruptibly_isNotEndedByInterrupts() throws Exception {
    AtomicInteger phase = new AtomicInteger();
    TestThread waiter =
        TestThread.startAndAwaitParked(
            () -> {
              lock.lock();
              Thread.currentThread().interrupt();
              condition.awaitUninterruptibly();
              assertThat(phase.get()).isEqualTo(1);
              assertThat(Thread.interrupted()).isTrue();
              lock.unlock();
            });
    waiter.interrupt();
    lock.lock();
    phase.set(1);
    condition.signal();
    lock.unlock();
    waiter.join();

    assertFree();
  }

  @ParameterizedTest
  @ValueSource(longs = {1_000_000, 1, 0, -1, Long.MIN_VALUE})
  void awaitWithATime_givesUpAfterIt(long nanos) throws Exception {
    lock.lock();
    long start = System.nanoTime();
    assertThat(condition.awaitNanos(nanos)).isNotPositive();
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(nanos);
    assertThat(condition.await(nanos, TimeUnit.NANOSECONDS)).isFalse();
    assertThat(condition.awaitUntil(new Date(System.currentTimeMillis() + nanos / 1_000_000)))
        .isFalse();
    assertHeld();
    lock.unlock();

    assertFree();
  }

  @Test
  void awaitWithoutUnitOrDeadline_isRefused_withTheLockHeld() throws Exception {
    lock.lock();
    assertThatNullPointerException().isThrownBy(() -> condition.await(1, null));
    assertThatNullPointerException().isThrownBy(() -> condition.awaitUntil(null));
    assertHeld();
    lock.unlock();

    assertFree();
  }

  @ParameterizedTest
  @EnumSource
  void withoutTheLock_waitingIsRefused(Await await) throws Exception {
    assertThatThrownBy(() -> await.on(condition)).isInstanceOf(IllegalMonitorStateException.class);
    assertFree();
    lock.lock();
    TestThread.run(
        () ->
            assertThatThrownBy(() -> await.on(condition))
                .isInstanceOf(IllegalMonitorStateException.class));
    assertHeld();
    lock.unlock();

    assertFree();
  }

  @Test
  void withoutTheLock_signallingIsRefused() throws Exception {
    TestThread waiter = startWaiter(() -> assertThat(inside).isTrue());
    assertThatThrownBy(condition::signal).isInstanceOf(IllegalMonitorStateException.class);
    assertThatThrownBy(condition::signalAll).isInstanceOf(IllegalMonitorStateException.class);
    lock.lock();
    inside = true;
    condition.signal();
    lock.unlock();
    waiter.join();
  }

  @Test
  void signal_wakesThoseWhoWaitOneByOneInOrder() throws Exception {
    List<Integer> woken = new CopyOnWriteArrayList<>();
    List<TestThread> waiters = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      int number = i;
      waiters.add(startWaiter(Await.values()[i], () -> woken.add(number)));
    }
    for (int i = 0; i < 5; i++) {
      signal();
      waiters.get(i).join();
      assertThat(woken).hasSize(i + 1);
    }

    assertThat(woken).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void signalAll_wakesAll() throws Exception {
    List<Integer> woken = new CopyOnWriteArrayList<>();
    List<TestThread> waiters = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      int number = i;
      waiters.add(startWaiter(Await.values()[i], () -> woken.add(number)));
    }
    lock.lock();
    condition.signalAll();
    assertThat(woken).isEmpty();
    lock.unlock();
    for (TestThread waiter : waiters) {
      waiter.join();
    }

    assertThat(woken).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    if (fair()) {
      assertThat(woken).isSorted();
    }
  }

  @Test
  void signal_isNotKeptForThoseWhoComeLater() throws Exception {
    signal();
    lock.lock();
    condition.signalAll();
    assertThat(condition.awaitNanos(1)).isNotPositive();
    lock.unlock();

    assertFree();
  }

  @Test
  void conditionsOfOneLock_areIndependent() throws Exception {
    Condition other = lock.newCondition();
    TestThread waiter = startWaiter(() -> assertThat(inside).isTrue());
    lock.lock();
    other.signalAll();
    lock.unlock();
    lock.lock();
    inside = true;
    condition.signal();
    lock.unlock();
    waiter.join();
  }

  @Test
  void signalOfAWaiterThatIsInterruptedToo_isNotLost() throws Exception {
    AtomicInteger woken = new AtomicInteger();
    TestThread first =
        TestThread.startAndAwaitParked(
            () -> {
              lock.lock();
              try {
                condition.await();
                woken.incrementAndGet();
              } catch (InterruptedException e) {
                // Then the signal has to reach the other one.
              } finally {
                lock.unlock();
              }
            });
    TestThread second = startWaiter(woken::incrementAndGet);
    lock.lock();
    condition.signal();
    first.interrupt();
    lock.unlock();
    first.join();
    if (woken.get() == 1) {
      signal();
    }
    second.join();

    assertThat(woken.get()).isPositive();
  }

  @Test
  void handOver_neverLosesAnItem() throws Exception {
    Condition changed = lock.newCondition();
    int[] slot = {0};
    TestThread producer =
        TestThread.start(
            () -> {
              for (int item = 1; item <= 2_000; item++) {
                lock.lock();
                while (slot[0] != 0) {
                  changed.await();
                }
                slot[0] = item;
                changed.signalAll();
                lock.unlock();
              }
            });
    long sum = 0;
    for (int i = 0; i < 2_000; i++) {
      lock.lock();
      while (slot[0] == 0) {
        changed.await();
      }
      sum += slot[0];
      slot[0] = 0;
      changed.signalAll();
      lock.unlock();
    }
    producer.join();

    assertThat(sum).isEqualTo(2_001_000);
  }
}
