package io.lockmeter.locks;

import static io.lockmeter.locks.Nestings.nest;
import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.locks.LockOrder.Policy;
import io.lockmeter.locks.LockOrderViolation.Kind;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What ranks, locks of one class, and the two halves of a read-write lock have to do with it. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LockOrderKindsTest {

  private final LockOrder order = new LockOrder(Policy.RECORD);
  private final Lock a = exclusive("a");
  private final Lock b = exclusive("b");
  private final Lock c = exclusive("c");
  private final ReadWriteLock r = order.ordered(new ReentrantReadWriteLock(), "r");
  private final ReadWriteLock s = order.ordered(new StampedLock(), "s");

  private Lock exclusive(String name) {
    return order.ordered(new ReentrantLock(), name);
  }

  private List<String> found() {
    return Nestings.violationsOf(order);
  }

  @Test
  void ranks_mustNotDescend() {
    Lock low = order.ranked(new ReentrantLock(), 1, "low");
    Lock high = order.ranked(new ReentrantLock(), 2, "high");
    ReadWriteLock highest = order.ranked(new StampedLock(), 3, "highest");
    nest(low, high, highest.readLock());
    assertThat(found()).isEmpty();

    Lock middle = order.ranked(new ReentrantReadWriteLock(), 2, "middle").writeLock();
    nest(middle, low);
    nest(high, middle, a);
    nest(a, low);
    nest(high, low);

    assertThat(found())
        .containsExactly(
            "RANK [middle (rank 2, write)>low (rank 1)]",
            "INVERSION [a>low (rank 1), low (rank 1)>high (rank 2), high (rank 2)>a]",
            "RANK [high (rank 2)>low (rank 1), low (rank 1)>high (rank 2)]");
  }

  @Test
  void twoLocksOfAClass_areTakenOneByOneOnlyIfAllowed() {
    Lock secondA = exclusive("a");
    nest(a, secondA);
    assertThat(found()).containsExactly("NESTING [a>a]");

    order.allowNesting("b");
    nest(b, exclusive("b"), c);
    assertThat(found()).hasSize(1);
    nest(c, b);
    assertThat(found()).hasSize(2).last().isEqualTo("INVERSION [c>b, b>c]");
  }

  @Test
  void acquireAll_takesSeveralOfAClass_butNotAfterAnother() {
    Lock secondA = exclusive("a");
    Lock thirdA = exclusive("a");
    try (LockOrder.Held held = LockOrder.acquireAll(b, secondA, a)) {
      assertThat(found()).isEmpty();
      nest(c);
    }
    try (LockOrder.Held held = LockOrder.acquireAll(c, b)) {
      assertThat(found()).isEmpty();
    }
    nest(c, a);
    assertThat(found()).containsExactly("INVERSION [c>a, a>c]");

    thirdA.lock();
    LockOrder.acquireAll(a, secondA).close();
    thirdA.unlock();
    assertThat(found()).hasSize(2).last().isEqualTo("NESTING [a>a]");
  }

  @Test
  void readLocks_conflictOnlyOnceAWriterMayWait() {
    nest(r.readLock(), s.readLock());
    nest(s.readLock(), r.readLock());
    assertThat(s.writeLock().tryLock()).isTrue();
    s.writeLock().unlock();
    nest(r.writeLock());
    assertThat(found()).isEmpty();

    nest(s.writeLock());
    nest(s.writeLock());

    assertThat(found())
        .containsExactly("INVERSION [null>s (write), s (read)>r (read), r (read)>s (read)]");
    assertThat(order.violations().get(0).toString())
        .contains("wants s (write), for which readers will wait; thread");
  }

  @Test
  void readLocks_conflictAtOnceWhereWritersWaitAlready() {
    nest(r.writeLock());
    nest(s.writeLock());
    nest(r.readLock(), s.readLock());
    nest(s.readLock(), r.readLock());

    assertThat(found()).containsExactly("INVERSION [s (read)>r (read), r (read)>s (read)]");
  }

  @Test
  void readAgainstWrite_conflicts() {
    nest(r.readLock(), s.writeLock());
    nest(s.readLock(), r.writeLock());
    assertThat(found()).containsExactly("INVERSION [s (read)>r (write), r (read)>s (write)]");
  }

  @Test
  void readOfAClassThatNobodyWrites_breaksTheCycle() {
    nest(r.readLock(), a);
    nest(a, r.readLock());
    assertThat(found()).isEmpty();

    nest(a, r.writeLock());
    assertThat(found())
        .containsExactly(
            "INVERSION [null>r (write), r (read)>a, a>r (read)]",
            "INVERSION [a>r (write), r (read)>a]");
  }

  @Test
  void readsOfAClassNested_conflictOnceAWriterMayWait() {
    ReadWriteLock secondR = order.ordered(new ReentrantReadWriteLock(), "r");
    nest(r.readLock(), secondR.readLock());
    nest(r.readLock(), r.readLock());
    assertThat(found()).isEmpty();

    nest(secondR.writeLock());
    assertThat(found()).containsExactly("NESTING [null>r (write), r (read)>r (read)]");
  }

  @Test
  void downgrade_isNoViolation_upgradeIs() {
    nest(r.writeLock(), r.readLock(), r.writeLock());
    assertThat(found()).isEmpty();

    ReadWriteLock upgraded = upgradable("upgraded");
    nest(upgraded.readLock(), upgraded.writeLock());
    assertThat(found()).containsExactly("NESTING [upgraded (read)>upgraded (write)]");
  }

  /** A read-write lock that does not really lock, so that a thread cannot wait for itself. */
  private ReadWriteLock upgradable(String name) {
    Lock read = new ReentrantLock();
    Lock write = new ReentrantLock();
    return order.ordered(
        new ReadWriteLock() {
          @Override
          public Lock readLock() {
            return read;
          }

          @Override
          public Lock writeLock() {
            return write;
          }
        },
        name);
  }

  @Test
  void stampedLockTakenTwice_isRefusedBeforeItWaitsForItself() {
    LockOrder strict = new LockOrder(Policy.THROW);
    ReadWriteLock stamped = strict.ordered(new StampedLock(), "stamped");
    stamped.writeLock().lock();
    try {
      stamped.readLock().lock();
    } catch (LockOrderException e) {
      stamped.writeLock().unlock();
      assertThat(e.violation().kind()).isEqualTo(Kind.NESTING);
    }

    assertThat(strict.violations()).hasSize(1);
    assertThat(stamped.writeLock().tryLock()).isTrue();
  }
}
