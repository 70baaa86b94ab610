package io.lockmeter.locks;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jol.info.GraphLayout;

/** What sets the lock apart from {@code ReentrantReadWriteLock}. */
@Timeout(300)
class ReaderBiasedReadWriteLockTest {

  @AfterEach
  void clearInterrupt() {
    Thread.interrupted();
  }

  private static void assertFree(ReaderBiasedReadWriteLock lock) throws Exception {
    TestThread.run(
        () -> {
          assertThat(lock.writeLock().tryLock()).as("free").isTrue();
          lock.writeLock().unlock();
        });
  }

  @ParameterizedTest
  @EnumSource
  void upgrade_isRefused_ratherThanWaitedForInVain(BiasedLocks locks) throws Exception {
    ReaderBiasedReadWriteLock lock = locks.make(false);
    lock.readLock().lock();
    lock.readLock().lock();
    for (Acquire acquire : new Acquire[] {Acquire.LOCK, Acquire.LOCK_INTERRUPTIBLY}) {
      assertThatThrownBy(() -> acquire.on(lock.writeLock()))
          .isInstanceOf(IllegalMonitorStateException.class)
          .hasMessage("the caller holds the read lock, which the write lock would wait for");
    }
    assertThat(lock.writeLock().tryLock(Long.MAX_VALUE, DAYS)).isFalse();
    assertThat(lock.writeLock().tryLock()).isFalse();
    assertThat(lock.getReadHoldCount()).isEqualTo(2);
    lock.readLock().unlock();
    assertThatThrownBy(() -> lock.writeLock().lock())
        .isInstanceOf(IllegalMonitorStateException.class);
    lock.readLock().unlock();

    lock.writeLock().lock();
    lock.writeLock().unlock();
    assertFree(lock);
  }

  @Test
  void upgrade_isRefused_toAReaderThatAnotherOneKeptFromTheSlot() throws Exception {
    ReaderBiasedReadWriteLock lock = BiasedLocks.COLLIDING.make(false);
    lock.readLock().lock();
    TestThread.run(
        () -> {
          lock.readLock().lock();
          assertThatThrownBy(() -> lock.writeLock().lock())
              .isInstanceOf(IllegalMonitorStateException.class);
          lock.readLock().unlock();
        });
    lock.readLock().unlock();

    assertFree(lock);
  }

  @Test
  void upgrade_byAnInterruptedThread_isInterruptedFirst() {
    ReaderBiasedReadWriteLock lock = BiasedLocks.BIASED.make(false);
    lock.readLock().lock();
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> lock.writeLock().lockInterruptibly())
        .isInstanceOf(InterruptedException.class);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> lock.writeLock().tryLock(1, SECONDS))
        .isInstanceOf(InterruptedException.class);

    assertThat(lock.getReadHoldCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void twoReadersOfOneSlot_bothKeepTheWriterOut(boolean firstLeavesFirst) throws Exception {
    assertThat(writersGetInBesideTwoReaders(BiasedLocks.COLLIDING.make(false), firstLeavesFirst))
        .containsExactly(false, false, true);
  }

  @Test
  void slotThatCountsReaders_letsTheWriterInBesideTwo() throws Exception {
    ReaderBias counting =
        new ReaderBias(1, 0, 0) {
          @Override
          ReaderSlots newSlots(int count) {
            return new CountingSlot();
          }
        };

    assertThat(
            writersGetInBesideTwoReaders(
                BiasedLocks.withReaderSeen(new ReaderBiasedReadWriteLock(null, false, counting)),
                true))
        .startsWith(true);
  }

  /** Whether a writer gets in while two read, while one does, and while none does. */
  private static List<Boolean> writersGetInBesideTwoReaders(
      ReaderBiasedReadWriteLock lock, boolean firstLeavesFirst) throws Exception {
    List<Boolean> gotIn = new ArrayList<>();
    Lock read = lock.readLock();
    CountDownLatch secondReads = new CountDownLatch(1);
    CountDownLatch secondMayLeave = new CountDownLatch(1);
    read.lock();
    TestThread second =
        TestThread.start(
            () -> {
              read.lock();
              secondReads.countDown();
              secondMayLeave.await();
              read.unlock();
            });
    secondReads.await();
    tryToWrite(lock, gotIn);
    if (gotIn.contains(true)) {
      return gotIn;
    }
    if (firstLeavesFirst) {
      read.unlock();
    } else {
      secondMayLeave.countDown();
      second.join();
    }
    tryToWrite(lock, gotIn);
    if (firstLeavesFirst) {
      secondMayLeave.countDown();
      second.join();
    } else {
      read.unlock();
    }
    tryToWrite(lock, gotIn);
    return gotIn;
  }

  private static void tryToWrite(ReaderBiasedReadWriteLock lock, List<Boolean> gotIn)
      throws Exception {
    TestThread.run(
        () -> {
          boolean written = lock.writeLock().tryLock(1, MILLISECONDS);
          gotIn.add(written);
          if (written) {
            lock.writeLock().unlock();
          }
        });
  }

  @Test
  void readTryLock_doesNotOvertakeAWriterThatWaitsForReadersInSlots() throws Exception {
    ReaderBiasedReadWriteLock lock = BiasedLocks.BIASED.make(false);
    lock.readLock().lock();
    TestThread writer = TestThread.startAndAwaitParked(() -> lock.writeLock().lock());
    TestThread.run(() -> assertThat(lock.readLock().tryLock()).isFalse());
    assertThat(lock.getQueueLength()).isEqualTo(1);
    assertThat(lock.isWriteLocked()).isFalse();
    lock.readLock().unlock();
    writer.join();

    assertThat(lock.getQueueLength()).isZero();
    assertThat(lock.isWriteLocked()).isTrue();
  }

  @Test
  void writeTryLock_thatFails_leavesTheBiasOn() throws Exception {
    ReaderBias bias = new ReaderBias(64, 0, 0);
    ReaderBiasedReadWriteLock lock =
        BiasedLocks.withReaderSeen(new ReaderBiasedReadWriteLock(null, false, bias));
    lock.readLock().lock();
    TestThread.run(() -> assertThat(lock.writeLock().tryLock()).isFalse());
    TestThread.run(() -> assertThat(lock.writeLock().tryLock(0, SECONDS)).isFalse());

    assertThat(bias.isOn()).isTrue();
    assertThat(lock.getReadHoldCount()).isEqualTo(1);
  }

  @Test
  void writeTryLock_thatMeetsAReaderAfterItsFirstLook_failsAndLeavesTheBiasOn() throws Exception {
    ReaderBias bias =
        new ReaderBias(1, 0, 0) {
          @Override
          ReaderSlots newSlots(int count) {
            return new SlotThatIsSeenLate();
          }
        };
    ReaderBiasedReadWriteLock lock =
        BiasedLocks.withReaderSeen(new ReaderBiasedReadWriteLock(null, false, bias));
    lock.readLock().lock();
    TestThread.run(() -> assertThat(lock.writeLock().tryLock()).isFalse());

    assertThat(bias.isOn()).isTrue();
    lock.readLock().unlock();
    assertFree(lock);
  }

  private static final class SlotThatIsSeenLate extends ReaderSlots {
    private boolean seen;

    SlotThatIsSeenLate() {
      super(1);
    }

    @Override
    boolean anyTaken() {
      boolean taken = seen && super.anyTaken();
      seen = true;
      return taken;
    }
  }

  @Test
  void bias_staysOffForAMultipleOfWhatItsRevocationTook() throws Exception {
    ReaderBias bias =
        new ReaderBias(1, 0, 1_000_000) {
          @Override
          ReaderSlots newSlots(int count) {
            return new SlotsThatTakeAMillisecond();
          }
        };
    ReaderBiasedReadWriteLock lock =
        BiasedLocks.withReaderSeen(new ReaderBiasedReadWriteLock(null, false, bias));
    assertThat(bias.isOn()).isTrue();
    lock.writeLock().lock();
    lock.writeLock().unlock();
    BiasedLocks.withReaderSeen(lock);

    assertThat(bias.isOn()).isFalse();
  }

  private static final class SlotsThatTakeAMillisecond extends ReaderSlots {
    SlotsThatTakeAMillisecond() {
      super(1);
    }

    @Override
    boolean awaitFree(Object blocker, long nanos) {
      long start = System.nanoTime();
      while (System.nanoTime() - start < MILLISECONDS.toNanos(1)) {
        Thread.onSpinWait();
      }
      return true;
    }
  }

  @Test
  void bias_isTurnedOnByReadersAlone() {
    ReaderBias bias = new ReaderBias(8, 63, 9);
    ReaderBiasedReadWriteLock lock = new ReaderBiasedReadWriteLock(null, false, bias);
    while (!bias.isOn()) {
      BiasedLocks.withReaderSeen(lock);
    }
    lock.readLock().lock();

    assertThat(bias.holds(ThreadIds.ofCaller())).isEqualTo(1);
  }

  @Test
  void bias_isNotTurnedOnByAWriterThatReads() throws Exception {
    ReaderBias bias = new ReaderBias(64, 0, 0);
    ReaderBiasedReadWriteLock lock = new ReaderBiasedReadWriteLock(null, false, bias);
    lock.writeLock().lock();
    lock.readLock().lock();
    assertThat(bias.isOn()).isFalse();
    TestThread.run(() -> assertThat(lock.readLock().tryLock()).isFalse());
    lock.writeLock().unlock();
    lock.readLock().unlock();

    assertFree(lock);
  }

  @Test
  void holdInASlot_outlivesAWriterThatGaveUp() throws Exception {
    ReaderBiasedReadWriteLock lock = BiasedLocks.BIASED.make(false);
    lock.readLock().lock();
    TestThread.run(() -> assertThat(lock.writeLock().tryLock(1, MILLISECONDS)).isFalse());
    lock.readLock().lock();
    lock.readLock().unlock();
    TestThread.run(
        () -> {
          lock.readLock().lock();
          lock.readLock().unlock();
        });
    assertThat(lock.getReadHoldCount()).isEqualTo(1);
    TestThread.run(() -> assertThat(lock.writeLock().tryLock()).isFalse());
    lock.readLock().unlock();

    assertFree(lock);
  }

  @Test
  void await_isRefusedToAThreadThatReadsToo() throws Exception {
    ReaderBiasedReadWriteLock lock = BiasedLocks.BIASED.make(false);
    Condition condition = lock.writeLock().newCondition();
    lock.writeLock().lock();
    lock.readLock().lock();
    for (ConditionContract.Await await : ConditionContract.Await.values()) {
      assertThatThrownBy(() -> await.on(condition))
          .isInstanceOf(IllegalMonitorStateException.class)
          .hasMessageContaining("holds the read lock");
    }
    lock.readLock().unlock();
    assertThat(lock.isWriteLockedByCurrentThread()).isTrue();
    lock.writeLock().unlock();

    assertFree(lock);
  }

  @Test
  void threadsWhoseIdsLie_areKeptApart() throws Exception {
    ReaderBiasedReadWriteLock lock = BiasedLocks.BIASED.make(false);
    CountDownLatch reads = new CountDownLatch(1);
    CountDownLatch mayLeave = new CountDownLatch(1);
    FutureTask<Boolean> reader =
        startWithIdOf42(
            () -> {
              lock.readLock().lock();
              reads.countDown();
              mayLeave.await();
              lock.readLock().unlock();
              return true;
            });
    reads.await();
    FutureTask<Boolean> other =
        startWithIdOf42(
            () -> {
              assertThat(lock.getReadHoldCount()).isZero();
              assertThatThrownBy(() -> lock.readLock().unlock())
                  .isInstanceOf(IllegalMonitorStateException.class);
              return lock.writeLock().tryLock();
            });

    assertThat(other.get()).isFalse();
    mayLeave.countDown();
    assertThat(reader.get()).isTrue();
    assertFree(lock);
  }

  @SuppressWarnings("deprecation")
  private static FutureTask<Boolean> startWithIdOf42(Callable<Boolean> body) {
    FutureTask<Boolean> task = new FutureTask<>(body);
    Thread thread =
        new Thread(task) {
          @Override
          public long getId() {
            return 42;
          }
        };
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  @Test
  void descriptions_nameTheLockAndItsOwner() throws Exception {
    ReaderBiasedReadWriteLock lock = BiasedLocks.BIASED.make(true);
    assertThat(lock.isFair()).isTrue();
    assertThat(lock)
        .hasToString(
            "ReaderBiasedReadWriteLock stock [write lock, not held; read lock, holds = 0]");
    lock.readLock().lock();
    TestThread writer = TestThread.startAndAwaitParked(() -> lock.writeLock().lock());
    assertThat(lock)
        .hasToString(
            "ReaderBiasedReadWriteLock stock [write lock, not held; read lock, holds = 1]");
    lock.readLock().unlock();
    writer.join();

    assertThat(lock)
        .hasToString(
            "ReaderBiasedReadWriteLock stock [write lock, held by test; read lock, holds = 0]");
    assertThat(new ReaderBiasedReadWriteLock().toString())
        .startsWith("ReaderBiasedReadWriteLock ")
        .endsWith(" [write lock, not held; read lock, holds = 0]");
    assertThat(new ReaderBiasedReadWriteLock().isFair()).isFalse();
    assertThat(new ReaderBiasedReadWriteLock("stock", false).isFair()).isFalse();
  }

  @Test
  void badNames_areRefused() {
    assertThatNullPointerException()
        .isThrownBy(() -> new ReaderBiasedReadWriteLock(null, false))
        .withMessage("name");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReaderBiasedReadWriteLock(" ", false))
        .withMessage("name must not be blank: \" \"");
  }

  @Test
  void slots_areMadeForReadersOnly() {
    ReaderBiasedReadWriteLock lock =
        new ReaderBiasedReadWriteLock(null, false, new ReaderBias(8, 0, 9));
    lock.writeLock().lock();
    lock.writeLock().unlock();
    assertThat(GraphLayout.parseInstance(lock).totalSize()).isLessThanOrEqualTo(320);
    BiasedLocks.withReaderSeen(lock);

    assertThat(GraphLayout.parseInstance(lock).totalSize()).isLessThanOrEqualTo(320 + 40 + 9 * 128);
  }

  /** A slot as some have it: writers wait for readers that are alone in it only. */
  private static final class CountingSlot extends ReaderSlots {
    private volatile int readers;

    CountingSlot() {
      super(1);
    }

    @Override
    boolean reenter(long id) {
      return false;
    }

    @Override
    synchronized boolean take(long id) {
      readers++;
      return true;
    }

    @Override
    synchronized boolean leave(long id) {
      if (readers == 0) {
        return false;
      }
      readers--;
      return true;
    }

    @Override
    boolean awaitFree(Object blocker, long nanos) {
      while (readers == 1) {
        Thread.onSpinWait();
      }
      return true;
    }
  }
}
