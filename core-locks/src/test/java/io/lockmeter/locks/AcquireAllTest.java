package io.lockmeter.locks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockmeter.locks.LockOrder.Held;
import io.lockmeter.locks.LockOrder.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Locks that are taken together: in which order, each once, all or none. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AcquireAllTest {

  private final List<String> events = new ArrayList<>();

  /** Writes down what is done with it. */
  private final class Recorded implements Lock {
    private final String name;
    private RuntimeException onUnlock;
    private Error onLock;
    private boolean free = true;
    private long nanosToAcquire;
    private long nanosOffered;

    Recorded(String name) {
      this.name = name;
    }

    @Override
    public void lock() {
      if (onLock != null) {
        throw onLock;
      }
      events.add("+" + name);
    }

    @Override
    public void unlock() {
      events.add("-" + name);
      if (onUnlock != null) {
        throw onUnlock;
      }
    }

    @Override
    public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
      if (Thread.interrupted()) {
        throw new InterruptedException(name);
      }
      nanosOffered = unit.toNanos(time);
      long start = System.nanoTime();
      while (System.nanoTime() - start < nanosToAcquire) {
        Thread.onSpinWait();
      }
      if (free) {
        events.add("+" + name);
      }
      return free;
    }

    @Override
    public void lockInterruptibly() {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean tryLock() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Condition newCondition() {
      throw new UnsupportedOperationException();
    }
  }

  private static Lock[] lock(Lock... locks) {
    return locks;
  }

  @ParameterizedTest
  @EnumSource(names = {"OFF", "RECORD"})
  void order_isByRankThenClassThenAge(Policy policy) {
    LockOrder order = new LockOrder(policy);
    Lock c2 = order.ordered(new Recorded("c2"), "c");
    Lock b5 = order.ranked(new Recorded("b5"), 5, "b");
    Lock d = order.ordered(new Recorded("d"), "d");
    Lock a0 = order.ranked(new Recorded("a0"), 0, "a");
    Lock c3 = order.ordered(new Recorded("c3"), "c");
    Lock unknown = new Recorded("unknown");
    List<Lock> locks = new ArrayList<>(List.of(c2, b5, d, a0, c3, unknown));
    Random random = new Random(1);
    for (int i = 0; i < 20; i++) {
      Collections.shuffle(locks, random);
      LockOrder.acquireAll(locks.toArray(Lock[]::new)).close();

      assertThat(events)
          .containsExactly(
              "+a0",
              "+b5",
              "+c2",
              "+c3",
              "+d",
              "+unknown",
              "-unknown",
              "-d",
              "-c3",
              "-c2",
              "-b5",
              "-a0");
      events.clear();
    }
  }

  @Test
  void locksOfTheJdk_areTakenInOneOrder() {
    Recorded[] locks = new Recorded[5];
    Arrays.setAll(locks, i -> new Recorded("" + i));
    LockOrder.acquireAll(locks).close();
    List<String> once = List.copyOf(events);
    Collections.reverse(Arrays.asList(locks));
    LockOrder.acquireAll(locks).close();

    assertThat(events.subList(once.size(), events.size())).isEqualTo(once);
  }

  @Test
  void aLockNamedTwice_isTakenOnce() throws Exception {
    Lock stamped = new StampedLock().asWriteLock();
    Lock ordered = new LockOrder(Policy.RECORD).ordered(new Recorded("a"), "a");
    LockOrder.acquireAll(stamped, ordered, stamped, ordered).close();

    assertThat(events).containsExactly("+a", "-a");
    assertThat(LockOrder.tryAcquireAll(Duration.ZERO, stamped, stamped)).isPresent();
  }

  @ParameterizedTest
  @EnumSource(names = {"OFF", "RECORD"})
  void bothHalvesOfALock_areTheWriteLock(Policy policy) {
    StampedLock delegate = new StampedLock();
    ReadWriteLock lock = new LockOrder(policy).ordered(delegate, "a");
    try (Held held = LockOrder.acquireAll(lock.readLock(), lock.writeLock(), lock.readLock())) {
      assertThat(delegate.isWriteLocked()).isTrue();
    }

    assertThat(delegate.isWriteLocked() || delegate.isReadLocked()).isFalse();
  }

  @Test
  void failure_releasesWhatWasTaken_inReverse() {
    LockOrder order = new LockOrder(Policy.OFF);
    Recorded failing = new Recorded("c");
    failing.onLock = new OutOfMemoryError("test");
    Recorded failsToo = new Recorded("a");
    failsToo.onUnlock = new IllegalStateException("unlock");
    Lock[] locks =
        lock(
            order.ordered(failsToo, "a"),
            order.ordered(new Recorded("b"), "b"),
            order.ordered(failing, "c"),
            order.ordered(new Recorded("d"), "d"));

    assertThatThrownBy(() -> LockOrder.acquireAll(locks))
        .isSameAs(failing.onLock)
        .hasSuppressedException(failsToo.onUnlock);
    assertThat(events).containsExactly("+a", "+b", "-b", "-a");
  }

  @Test
  void refusal_releasesWhatWasTaken() {
    LockOrder order = new LockOrder(Policy.THROW);
    Lock a = order.ordered(new Recorded("a"), "a");
    Lock b = order.ordered(new Recorded("b"), "b");
    Lock c = order.ordered(new Recorded("c"), "c");
    LockOrder.acquireAll(b, c).close();
    events.clear();
    c.lock();

    assertThatThrownBy(() -> LockOrder.acquireAll(a, b)).isInstanceOf(LockOrderException.class);
    assertThat(events).containsExactly("+c", "+a", "-a");
    c.unlock();
    assertThat(ThreadHolds.depth()).isZero();
  }

  @Test
  void close_releasesAll_evenIfOneThrows_andOnlyOnce() {
    LockOrder order = new LockOrder(Policy.OFF);
    Recorded first = new Recorded("a");
    Recorded third = new Recorded("c");
    first.onUnlock = new IllegalStateException("first");
    third.onUnlock = new IllegalStateException("third");
    Held held =
        LockOrder.acquireAll(
            order.ordered(first, "a"),
            order.ordered(new Recorded("b"), "b"),
            order.ordered(third, "c"));

    assertThatThrownBy(held::close).isSameAs(third.onUnlock).hasSuppressedException(first.onUnlock);
    held.close();
    assertThat(events).containsExactly("+a", "+b", "+c", "-c", "-b", "-a");
  }

  @Test
  void close_byAnotherThread_isRefused() throws Exception {
    ReentrantLock lock = new ReentrantLock();
    Held held = LockOrder.acquireAll(lock);
    TestThread.run(
        () ->
            assertThatThrownBy(held::close)
                .isInstanceOf(IllegalMonitorStateException.class)
                .hasMessageContaining("held by "));

    assertThat(lock.isHeldByCurrentThread()).isTrue();
    held.close();
    assertThat(lock.isLocked()).isFalse();
  }

  @Test
  void tryAcquireAll_isAllOrNothing() throws Exception {
    LockOrder order = new LockOrder(Policy.RECORD);
    Recorded last = new Recorded("c");
    Lock[] locks =
        lock(
            order.ordered(new Recorded("a"), "a"),
            order.ordered(new Recorded("b"), "b"),
            order.ordered(last, "c"));
    Optional<Held> held = LockOrder.tryAcquireAll(Duration.ofSeconds(Long.MAX_VALUE), locks);
    assertThat(held).isPresent();
    held.get().close();
    events.clear();

    last.free = false;
    assertThat(LockOrder.tryAcquireAll(Duration.ZERO, locks)).isEmpty();
    assertThat(events).containsExactly("+a", "+b", "-b", "-a");
    assertThat(ThreadHolds.depth()).isZero();
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> LockOrder.tryAcquireAll(Duration.ZERO, locks))
        .isInstanceOf(InterruptedException.class);
    assertThat(events).hasSize(4);
  }

  @Test
  void tryAcquireAll_interruptedWhileItWaits_releasesWhatWasTaken() throws Exception {
    LockOrder order = new LockOrder(Policy.RECORD);
    ReentrantLock rawFirst = new ReentrantLock();
    Lock first = order.ordered(rawFirst, "first");
    Lock second = order.ordered(new ReentrantLock(), "second");
    second.lock();
    TestThread waiter =
        TestThread.startAndAwaitParked(
            () ->
                assertThatThrownBy(() -> LockOrder.tryAcquireAll(Duration.ofDays(1), second, first))
                    .isInstanceOf(InterruptedException.class));
    Eventually.until(rawFirst::isLocked);
    waiter.interrupt();
    waiter.join();

    assertThat(rawFirst.isLocked()).isFalse();
    assertThat(LockOrder.tryAcquireAll(Duration.ZERO, first, second)).isPresent();
  }

  @Test
  void tryAcquireAll_sharesItsTimeAmongTheLocks() throws Exception {
    LockOrder order = new LockOrder(Policy.OFF);
    Recorded first = new Recorded("a");
    Recorded second = new Recorded("b");
    first.nanosToAcquire = 1_000_000;
    LockOrder.tryAcquireAll(
        Duration.ofSeconds(60), order.ordered(first, "a"), order.ordered(second, "b"));

    assertThat(first.nanosOffered).isLessThanOrEqualTo(60_000_000_000L);
    assertThat(second.nanosOffered).isLessThanOrEqualTo(first.nanosOffered - 1_000_000);
  }

  @Test
  void badInput_isRefusedBeforeAnyLockIsTaken() {
    Recorded lock = new Recorded("a");

    assertThatNullPointerException()
        .isThrownBy(() -> LockOrder.acquireAll(lock, lock, null))
        .withMessage("locks[2]");
    assertThatNullPointerException()
        .isThrownBy(() -> LockOrder.acquireAll((Lock[]) null))
        .withMessage("locks");
    assertThatIllegalArgumentException()
        .isThrownBy(LockOrder::acquireAll)
        .withMessage("locks must not be empty, but are []");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LockOrder.tryAcquireAll(Duration.ofNanos(-1), lock))
        .withMessage("timeout must not be negative, but is PT-0.000000001S");
    assertThatNullPointerException()
        .isThrownBy(() -> LockOrder.tryAcquireAll(null, lock))
        .withMessage("timeout");
    assertThatNullPointerException()
        .isThrownBy(() -> LockOrder.tryAcquireAll(Duration.ZERO, lock, null))
        .withMessage("locks[1]");
    assertThat(events).isEmpty();
  }

  @Test
  void arrayOfTheCaller_isLeftAsItIs() {
    LockOrder order = new LockOrder(Policy.OFF);
    Lock a = order.ordered(new ReentrantLock(), "a");
    Lock b = order.ordered(new ReentrantLock(), "b");
    Lock[] locks = {b, a, b};
    LockOrder.acquireAll(locks).close();

    assertThat(locks).containsExactly(b, a, b);
  }

  @Test
  void threadsThatNameTheirLocksInAnyOrder_doNotDeadlock() throws Exception {
    LockOrder order = new LockOrder(Policy.THROW);
    StampedLock stamped = new StampedLock();
    List<Lock> locks =
        List.of(
            order.ordered(new ReentrantLock(), "a"),
            order.ordered(new StampedLock(), "b").writeLock(),
            order.ranked(new ReentrantReadWriteLock(), 1, "c").writeLock(),
            order.ordered(new ReentrantLock(), "a"),
            new ReentrantLock(),
            stamped.asWriteLock());
    long[] totals = new long[locks.size()];
    List<TestThread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      Random random = new Random(t);
      threads.add(
          TestThread.start(
              () -> {
                for (int i = 0; i < 2_000; i++) {
                  List<Integer> indices = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5));
                  Collections.shuffle(indices, random);
                  List<Integer> some = indices.subList(0, 3);
                  try (Held held =
                      LockOrder.acquireAll(some.stream().map(locks::get).toArray(Lock[]::new))) {
                    some.forEach(index -> totals[index]++);
                  }
                }
              }));
    }
    for (TestThread thread : threads) {
      thread.join();
    }

    assertThat(Arrays.stream(totals).sum()).isEqualTo(4 * 2_000 * 3);
  }
}
