package io.lockmeter.locks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lockmeter.locks.LockOrder.Policy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is done about a violation, and what is refused from the start. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LockOrderPolicyTest {

  private final Logger logger = Logger.getLogger(LockOrder.class.getName());
  private final List<LogRecord> logged = new ArrayList<>();
  private boolean logFails;

  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord logRecord) {
          logged.add(logRecord);
          if (logFails) {
            throw new IllegalStateException("disk full");
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    logger.setUseParentHandlers(false);
    logger.addHandler(handler);
  }

  @AfterEach
  void stopListening() {
    logger.removeHandler(handler);
    logger.setUseParentHandlers(true);
  }

  private static void nest(Lock first, Lock second) {
    first.lock();
    try {
      second.lock();
      second.unlock();
    } finally {
      first.unlock();
    }
  }

  private static void invert(LockOrder order) {
    Lock a = order.ordered(new ReentrantLock(), "a");
    Lock b = order.ordered(new ReentrantLock(), "b");
    nest(a, b);
    nest(b, a);
    nest(b, a);
  }

  @Test
  void record_keepsIt() {
    LockOrder order = new LockOrder(Policy.RECORD);
    invert(order);

    assertThat(order.violations()).hasSize(1);
    assertThat(logged).isEmpty();
    assertThatThrownBy(() -> order.violations().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> order.violations().get(0).acquisitions().get(0).stack().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void warn_logsItOnceWithBothStacks() {
    LockOrder order = new LockOrder(Policy.WARN);
    invert(order);

    assertThat(order.violations()).hasSize(1);
    assertThat(logged).hasSize(1);
    assertThat(logged.get(0).getLevel()).isEqualTo(Level.WARNING);
    assertThat(logged.get(0).getMessage())
        .isEqualTo(order.violations().get(0).describe())
        .startsWith("Lock order inverted: thread \"")
        .containsPattern("(?s)holds b and wants a \\(.*LockOrderPolicyTest.nest\\(.*")
        .containsPattern("(?s)holds a and wants b \\(.*LockOrderPolicyTest.nest\\(.*");
  }

  @Test
  void loggerThatFails_keepsNoLockFromBeingAcquired() {
    logFails = true;
    LockOrder order = new LockOrder(Policy.WARN);
    invert(order);

    assertThat(logged).hasSize(1);
    assertThat(order.violations()).hasSize(1);
  }

  @Test
  void throwing_refusesEachTimeAndAcquiresNothing() {
    LockOrder order = new LockOrder(Policy.THROW);
    ReentrantLock rawA = new ReentrantLock();
    Lock a = order.ordered(rawA, "a");
    Lock b = order.ordered(new ReentrantLock(), "b");
    nest(a, b);

    b.lock();
    for (int i = 0; i < 3; i++) {
      assertThatIllegalStateException()
          .isThrownBy(a::lock)
          .isInstanceOf(LockOrderException.class)
          .withMessage(order.violations().get(0).describe());
      assertThatThrownBy(a::lockInterruptibly).isInstanceOf(LockOrderException.class);
      assertThat(rawA.isLocked()).isFalse();
      assertThat(ThreadHolds.depth()).isEqualTo(1);
    }
    assertThat(a.tryLock()).isTrue();
    a.unlock();
    b.unlock();
    nest(a, b);

    assertThat(order.violations()).hasSize(1);
  }

  @Test
  void throwing_doesNotBlameOthersForWhatItRefused() {
    LockOrder order = new LockOrder(Policy.THROW);
    Lock a = order.ordered(new ReentrantLock(), "a");
    Lock b = order.ordered(new ReentrantLock(), "b");
    Lock c = order.ordered(new ReentrantLock(), "c");
    nest(a, b);
    nest(b, c);
    assertThatThrownBy(() -> nest(c, a)).isInstanceOf(LockOrderException.class);
    nest(a, c);

    assertThat(order.violations()).hasSize(1);
  }

  @Test
  void throwing_refusesTheWriterThatWouldMakeReadersWait() {
    LockOrder order = new LockOrder(Policy.THROW);
    ReadWriteLock r = order.ordered(new ReentrantReadWriteLock(), "r");
    ReadWriteLock s = order.ordered(new StampedLock(), "s");
    nest(r.readLock(), s.readLock());
    nest(s.readLock(), r.readLock());
    r.writeLock().lock();
    r.writeLock().unlock();

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> s.writeLock().lock()).isInstanceOf(LockOrderException.class);
    }
    nest(r.readLock(), s.readLock());
    assertThat(s.writeLock().tryLock()).isTrue();
    s.writeLock().unlock();
    assertThat(order.violations()).hasSize(1);
  }

  @Test
  void throwing_refusesToAwait_beforeTheLockIsReleased() {
    LockOrder order = new LockOrder(Policy.THROW);
    ReentrantLock rawA = new ReentrantLock();
    Lock a = order.ordered(rawA, "a");
    Lock b = order.ordered(new ReentrantLock(), "b");
    Condition condition = a.newCondition();
    a.lock();
    b.lock();

    assertThatThrownBy(condition::await).isInstanceOf(LockOrderException.class);
    assertThat(rawA.isHeldByCurrentThread()).isTrue();
    b.unlock();
    a.unlock();
  }

  @Test
  void exception_canBeSerialized() throws Exception {
    LockOrder order = new LockOrder(Policy.THROW);
    LockOrderException thrown = catchThrowableOfType(LockOrderException.class, () -> invert(order));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(thrown);
    LockOrderException copy =
        (LockOrderException)
            new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();

    assertThat(copy.violation()).isEqualTo(thrown.violation());
  }

  @Test
  void off_checksNothing_butKeepsTheOrderOfAcquireAll() {
    LockOrder order = new LockOrder(Policy.OFF);
    invert(order);
    Lock second = order.ranked(new ReentrantLock(), 2, "second");
    Lock first = order.ranked(new ReentrantLock(), 1, "first");

    assertThat(order.violations()).isEmpty();
    assertThat(logged).isEmpty();
    assertThat(new GlobalOrder(System::identityHashCode).compare(first, second)).isNegative();
    assertThat(first.toString()).startsWith("first (rank 1) (java.util.concurrent.locks.Reentrant");
  }

  @Test
  void badInput_isRefused_andLeavesTheInstanceAsItWas() {
    LockOrder order = new LockOrder(Policy.RECORD);
    ReentrantLock lock = new ReentrantLock();
    ReentrantReadWriteLock readWrite = new ReentrantReadWriteLock();

    assertThatNullPointerException().isThrownBy(() -> new LockOrder(null)).withMessage("policy");
    assertThatNullPointerException()
        .isThrownBy(() -> order.ordered((Lock) null, "x"))
        .withMessage("lock");
    assertThatNullPointerException()
        .isThrownBy(() -> order.ordered((ReadWriteLock) null, "x"))
        .withMessage("lock");
    assertThatNullPointerException()
        .isThrownBy(() -> order.ranked((StampedLock) null, 1, "x"))
        .withMessage("lock");
    assertThatNullPointerException()
        .isThrownBy(() -> order.ordered(lock, null))
        .withMessage("name");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> order.ordered(lock, " "))
        .withMessage("name must not be blank: \" \"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> order.ranked(lock, -1, "x"))
        .withMessage("rank must not be negative, but is -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> order.ordered(readWrite.readLock(), "x"))
        .withMessageStartingWith("lock must be exclusive, but is a read lock: ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> order.ordered(new StampedLock().asReadLock(), "x"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> order.allowNesting("x"))
        .withMessage("name must be that of a lock: \"x\"");
    assertThatNullPointerException().isThrownBy(() -> order.allowNesting(null)).withMessage("name");

    assertThat(order.ranked(readWrite, 3, "x")).isNotNull();
  }

  @Test
  void aName_standsForOneKindAndRank() {
    LockOrder order = new LockOrder(Policy.RECORD);
    Lock lock = order.ranked(new ReentrantLock(), 2, "x");
    ReadWriteLock readWrite = order.ordered(new StampedLock(), "y");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> order.ranked(new ReentrantLock(), 1, "x"))
        .withMessage(
            "name must be that of locks of one kind and rank: \"x\" is x (rank 2) already");
    assertThatIllegalArgumentException().isThrownBy(() -> order.ordered(new ReentrantLock(), "x"));
    assertThatIllegalArgumentException().isThrownBy(() -> order.ranked(new StampedLock(), 2, "x"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> order.ordered(lock, "z"))
        .withMessageStartingWith("lock must not be ordered already: x (rank 2) (");
    assertThatIllegalArgumentException().isThrownBy(() -> order.ordered(readWrite, "z"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> order.ordered(readWrite.writeLock(), "z"));
    assertThat(order.ranked(new ReentrantLock(), 2, "x")).isNotNull();
  }
}
