package io.lockmeter.locks;

import static io.lockmeter.locks.Nestings.nest;
import static java.time.temporal.ChronoUnit.HOURS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lockmeter.locks.LockOrder.Policy;
import io.lockmeter.locks.LockOrderViolation.Acquisition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.StampedLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Which acquisitions are found to be in inverted order, and which count as none. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LockOrderTest {

  private final LockOrder order = new LockOrder(Policy.RECORD);
  private final Lock a = exclusive("a");
  private final Lock b = exclusive("b");
  private final Lock c = exclusive("c");
  private final ReadWriteLock s = order.ordered(new StampedLock(), "s");

  private Lock exclusive(String name) {
    return order.ordered(new ReentrantLock(), name);
  }

  private static void inThread(String name, Runnable body) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                body.run();
                done.complete(null);
              } catch (Throwable e) {
                done.completeExceptionally(e);
              }
            },
            name);
    thread.start();
    done.join();
  }

  private List<String> found() {
    return Nestings.violationsOf(order);
  }

  @Test
  void invertedOrder_isFoundWithBothStacksAndThreads() {
    inThread("first", this::takesAThenB);
    inThread("second", this::takesBThenA);
    LockOrderViolation violation = order.violations().get(0);
    Acquisition inverted = violation.acquisitions().get(0);
    Acquisition before = violation.acquisitions().get(1);

    assertThat(found()).containsExactly("INVERSION [b>a, a>b]");
    assertThat(inverted.thread()).isEqualTo("second");
    assertThat(inverted.stack().get(0).getMethodName()).isEqualTo("nest");
    assertThat(inverted.stack().get(1).getMethodName()).isEqualTo("takesBThenA");
    assertThat(before.thread()).isEqualTo("first");
    assertThat(before.stack().get(1).getMethodName()).isEqualTo("takesAThenB");
    assertThat(before.firstSeen()).isCloseTo(Instant.now(), within(1, HOURS));
    assertThat(inverted.firstSeen()).isCloseTo(Instant.now(), within(1, HOURS));
    assertThat(violation.firstSeen()).isEqualTo(inverted.firstSeen());
    assertThat(violation)
        .hasToString(
            "Lock order inverted: thread \"second\" holds b and wants a;"
                + " thread \"first\" holds a and wants b");
    assertThat(violation.describe())
        .startsWith(violation + "\n")
        .contains("LockOrderTest.takesAThenB(", "LockOrderTest.takesBThenA(");
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void virtualThreads_areNamedByTheirNumber() throws Exception {
    nest(a, b);
    TestThread.startVirtual(this::takesBThenA).join();

    assertThat(order.violations().get(0).acquisitions().get(0).thread())
        .startsWith("VirtualThread[#");
  }

  private void takesAThenB() {
    nest(a, b);
  }

  private void takesBThenA() {
    nest(b, a);
  }

  @Test
  void sameOrder_isNoViolation() {
    nest(a, b, c);
    nest(a, c);
    nest(b, c);
    nest(c);

    assertThat(found()).isEmpty();
  }

  @Test
  void cycles_areFoundAtAnyLength() {
    Lock d = exclusive("d");
    nest(a, b);
    nest(b, c);
    nest(c, d);
    assertThat(found()).isEmpty();

    nest(d, a);
    nest(c, a);

    assertThat(found())
        .containsExactly("INVERSION [d>a, a>b, b>c, c>d]", "INVERSION [c>a, a>b, b>c]");
  }

  @Test
  void aViolation_isReportedOnce() {
    nest(a, b);
    for (int i = 0; i < 3; i++) {
      nest(b, a);
      nest(a, b);
    }

    assertThat(order.violations()).hasSize(1);
  }

  @Test
  void locks_areCheckedByClass() {
    nest(exclusive("a"), exclusive("b"));
    nest(exclusive("b"), exclusive("a"));

    assertThat(found()).containsExactly("INVERSION [b>a, a>b]");
  }

  @Test
  void allLocksHeld_countNotOnlyTheLast() {
    nest(a, b, c);
    nest(c, a);

    assertThat(found()).containsExactly("INVERSION [c>a, a>c]");
  }

  @Test
  void releaseOutOfOrder_leavesTheOthersHeld() {
    a.lock();
    assertThat(b.tryLock()).isTrue();
    a.unlock();
    nest(c);
    b.unlock();
    nest(c, a);
    assertThat(found()).isEmpty();

    nest(c, b);
    assertThat(found()).containsExactly("INVERSION [c>b, b>c]");
  }

  @Test
  void reentry_isNoAcquisition() {
    a.lock();
    b.lock();
    a.lock();
    a.unlock();
    b.unlock();
    nest(b);
    a.unlock();
    nest(b, c);

    assertThat(found()).isEmpty();
    nest(c, b);
    assertThat(found()).containsExactly("INVERSION [c>b, b>c]");
  }

  @Test
  void tryLock_isNotChecked_butHolds() throws Exception {
    nest(a, b);
    b.lock();
    assertThat(a.tryLock()).isTrue();
    a.unlock();
    assertThat(a.tryLock(1, SECONDS)).isTrue();
    assertThat(found()).isEmpty();

    nest(c);
    a.unlock();
    b.unlock();
    nest(c, a);

    assertThat(found()).containsExactly("INVERSION [c>a, a>c]");
  }

  @Test
  void tryLockThatFails_holdsNothing() throws Exception {
    a.lock();
    inThread(
        "other",
        () -> {
          assertThat(a.tryLock()).isFalse();
          nest(b);
        });
    a.unlock();
    nest(b, a);

    assertThat(found()).isEmpty();
  }

  @Test
  void lockInterruptibly_isChecked() throws Exception {
    nest(a, b);
    b.lock();
    a.lockInterruptibly();
    a.unlock();
    b.unlock();

    assertThat(found()).containsExactly("INVERSION [b>a, a>b]");
  }

  @Test
  void interruptedAcquisition_holdsNothing() {
    Thread.currentThread().interrupt();
    try {
      a.lockInterruptibly();
    } catch (InterruptedException e) {
      nest(b);
    }
    nest(b, a);

    assertThat(found()).isEmpty();
  }

  @Test
  void awaitWhileHoldingAnotherLock_acquiresInInvertedOrder() throws Exception {
    Condition condition = a.newCondition();
    a.lock();
    assertThat(condition.await(1, TimeUnit.NANOSECONDS)).isFalse();
    b.lock();
    assertThat(found()).isEmpty();
    assertThat(condition.awaitNanos(1)).isNotPositive();
    b.unlock();
    a.unlock();

    assertThat(found()).containsExactly("INVERSION [b>a, a>b]");
  }

  @Test
  void awaitWithoutTheLock_isNoAcquisition() throws Exception {
    Condition condition = a.newCondition();
    nest(a, b);
    b.lock();
    try {
      condition.await();
    } catch (IllegalMonitorStateException e) {
      assertThat(found()).isEmpty();
    }
    b.unlock();

    assertThat(found()).isEmpty();
  }

  @Test
  void releasedByAnotherThread_countsAsHeldByNobody() {
    s.readLock().lock();
    inThread("other", s.readLock()::unlock);
    nest(a);
    assertThat(ThreadHolds.depth()).isZero();

    nest(a, s.writeLock());
    s.writeLock().lock();
    inThread("other", s.writeLock()::unlock);
    nest(s.readLock(), b);
    nest(b, s.writeLock());
    assertThat(found()).isEmpty();
  }

  @Test
  void unlockByAThreadThatDoesNotHold_changesNothing() {
    a.lock();
    inThread(
        "other",
        () -> {
          try {
            a.unlock();
          } catch (IllegalMonitorStateException e) {
            assertThat(ThreadHolds.depth()).isZero();
          }
        });
    nest(b);
    a.unlock();
    nest(b, a);

    assertThat(found()).containsExactly("INVERSION [b>a, a>b]");
  }

  @Test
  void ordersOfDifferentInstances_areApart() {
    LockOrder other = new LockOrder(Policy.RECORD);
    Lock foreign = other.ordered(new ReentrantLock(), "a");
    nest(foreign, b);
    nest(b, foreign);
    nest(a, foreign);

    assertThat(found()).isEmpty();
    assertThat(other.violations()).isEmpty();
  }

  @Test
  void manyLocksHeld_areAllChecked() {
    List<Lock> locks = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      locks.add(exclusive("lock " + i));
    }
    nest(locks.toArray(Lock[]::new));
    for (Lock held : locks) {
      nest(a, held);
    }
    locks.forEach(Lock::lock);
    nest(a);
    locks.forEach(Lock::unlock);

    assertThat(order.violations()).hasSize(40);
    assertThat(ThreadHolds.depth()).isZero();
  }

  @Test
  void violations_areBounded_theRestCounted() {
    for (int i = 0; i < OrderGraph.MAX_VIOLATIONS + 3; i++) {
      Lock lock = exclusive("lock " + i);
      nest(a, lock);
      nest(lock, a);
    }

    assertThat(order.violations()).hasSize(OrderGraph.MAX_VIOLATIONS);
    assertThat(order.droppedViolations()).isEqualTo(3);
  }
}
