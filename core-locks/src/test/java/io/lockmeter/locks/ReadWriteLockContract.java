package io.lockmeter.locks;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * What {@link ReadWriteLock} promises, and {@link
 * java.util.concurrent.locks.ReentrantReadWriteLock} on top, about its two locks together; {@link
 * LockContract} is about each of them.
 */
@Timeout(300)
abstract class ReadWriteLockContract {

  private ReadWriteQueries queries;
  private Lock read;
  private Lock write;

  abstract ReadWriteLock newLock();

  abstract ReadWriteQueries queriesOf(ReadWriteLock made);

  boolean fair() {
    return false;
  }

  @BeforeEach
  void makeLock() {
    ReadWriteLock lock = newLock();
    queries = queriesOf(lock);
    read = lock.readLock();
    write = lock.writeLock();
  }

  @AfterEach
  void clearInterrupt() {
    Thread.interrupted();
  }

  private void assertFree() throws Exception {
    TestThread.run(
        () -> {
          assertThat(write.tryLock()).as("free").isTrue();
          assertThat(queries.readers()).isZero();
          write.unlock();
          assertThat(queries.isWriteLocked()).isFalse();
          assertThat(queries.queueLength()).isZero();
        });
  }

  private void assertShared() throws Exception {
    TestThread.run(
        () -> {
          assertThat(write.tryLock()).as("can be written").isFalse();
          assertThat(read.tryLock()).as("can be read").isTrue();
          read.unlock();
        });
  }

  private void assertExclusive() throws Exception {
    TestThread.run(
        () -> {
          assertThat(write.tryLock()).as("can be written").isFalse();
          assertThat(read.tryLock()).as("can be read").isFalse();
        });
  }

  private TestThread startReader(CountDownLatch reads, CountDownLatch leave) {
    return TestThread.start(
        () -> {
          read.lock();
          reads.countDown();
          leave.await();
          read.unlock();
        });
  }

  private TestThread.Body locking(Acquire acquire, Lock lock) {
    return () -> {
      acquire.on(lock);
      lock.unlock();
    };
  }

  @ParameterizedTest
  @EnumSource
  void readersShare(Acquire acquire) throws Exception {
    int threads = 6;
    CountDownLatch allRead = new CountDownLatch(threads);
    List<TestThread> readers = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      readers.add(
          TestThread.start(
              () -> {
                acquire.on(read);
                allRead.countDown();
                allRead.await();
                read.unlock();
              }));
    }
    for (TestThread reader : readers) {
      reader.join();
    }

    assertFree();
  }

  @ParameterizedTest
  @EnumSource(names = "TRY_LOCK", mode = Mode.EXCLUDE)
  void writerWaitsForEveryReader(Acquire acquire) throws Exception {
    CountDownLatch reads = new CountDownLatch(2);
    CountDownLatch leaveFirst = new CountDownLatch(1);
    CountDownLatch leaveLast = new CountDownLatch(1);
    TestThread first = startReader(reads, leaveFirst);
    TestThread last = startReader(reads, leaveLast);
    reads.await();
    boolean[] left = new boolean[1];
    TestThread writer =
        TestThread.startAndAwaitParked(
            () -> {
              acquire.on(write);
              assertThat(left[0]).isTrue();
              write.unlock();
            });
    leaveFirst.countDown();
    first.join();
    writer.awaitParked();
    assertThat(queries.readers()).isEqualTo(1);
    assertThat(queries.isWriteLocked()).isFalse();
    left[0] = true;
    leaveLast.countDown();
    last.join();
    writer.join();

    assertFree();
  }

  @ParameterizedTest
  @EnumSource(names = "TRY_LOCK", mode = Mode.EXCLUDE)
  void readersWaitForTheWriter(Acquire acquire) throws Exception {
    write.lock();
    TestThread one = TestThread.startAndAwaitParked(locking(acquire, read));
    TestThread two = TestThread.startAndAwaitParked(locking(acquire, read));
    assertThat(queries.queueLength()).isEqualTo(2);
    assertThat(queries.isWriteLocked()).isTrue();
    write.unlock();
    one.join();
    two.join();

    assertFree();
  }

  @ParameterizedTest
  @EnumSource(names = "TRY_LOCK", mode = Mode.EXCLUDE)
  void readerThatComesAfterAWriter_waitsBehindIt(Acquire acquire) throws Exception {
    read.lock();
    readerWaitsBehindAWriter(acquire);
  }

  @ParameterizedTest
  @EnumSource(names = "TRY_LOCK", mode = Mode.EXCLUDE)
  void readerThatComesAfterTwoWriters_waitsBehindTheLast(Acquire acquire) throws Exception {
    write.lock();
    write.unlock();
    read.lock();
    readerWaitsBehindAWriter(acquire);
  }

  private void readerWaitsBehindAWriter(Acquire acquire) throws Exception {
    List<String> order = new CopyOnWriteArrayList<>();
    TestThread writer =
        TestThread.startAndAwaitParked(
            () -> {
              acquire.on(write);
              order.add("writer");
              write.unlock();
            });
    read.lock();
    read.unlock();
    TestThread reader =
        TestThread.startAndAwaitParked(
            () -> {
              acquire.on(read);
              order.add("reader");
              read.unlock();
            });
    assertThat(queries.queueLength()).isEqualTo(2);
    read.unlock();
    writer.join();
    reader.join();

    assertThat(order).containsExactly("writer", "reader");
    assertFree();
  }

  @ParameterizedTest
  @EnumSource
  void reader_mayReadAgain_whileAWriterWaits(Acquire acquire) throws Exception {
    read.lock();
    TestThread writer = TestThread.startAndAwaitParked(locking(Acquire.LOCK, write));
    acquire.on(read);
    acquire.on(read);
    assertThat(queries.readHolds()).isEqualTo(3);
    read.unlock();
    read.unlock();
    writer.awaitParked();
    assertThat(queries.readHolds()).isEqualTo(1);
    read.unlock();
    writer.join();

    assertFree();
  }

  @Test
  void readHolds_areCountedPerThread_andInAll() throws Exception {
    for (int i = 1; i <= 100; i++) {
      read.lock();
      assertThat(queries.readHolds()).isEqualTo(i);
    }
    TestThread.run(
        () -> {
          assertThat(queries.readHolds()).isZero();
          read.lock();
          read.lock();
          assertThat(queries.readHolds()).isEqualTo(2);
          assertThat(queries.readers()).isEqualTo(102);
          read.unlock();
          read.unlock();
        });
    for (int i = 100; i > 0; i--) {
      assertThat(queries.readers()).isEqualTo(i);
      assertShared();
      read.unlock();
    }

    assertFree();
  }

  @ParameterizedTest
  @EnumSource
  void writer_mayRead_andKeepReading(Acquire acquire) throws Exception {
    write.lock();
    acquire.on(read);
    acquire.on(read);
    assertThat(queries.readHolds()).isEqualTo(2);
    assertExclusive();
    write.unlock();
    assertThat(queries.isWriteLocked()).isFalse();
    assertShared();
    read.unlock();
    assertShared();
    read.unlock();

    assertFree();
  }

  @ParameterizedTest
  @EnumSource
  void writer_mayRead_andKeepWriting(Acquire acquire) throws Exception {
    write.lock();
    acquire.on(read);
    acquire.on(write);
    assertThat(queries.writeHolds()).isEqualTo(2);
    read.unlock();
    assertExclusive();
    write.unlock();
    assertExclusive();
    assertThat(queries.isWriteLockedByCaller()).isTrue();
    write.unlock();

    assertThat(queries.isWriteLockedByCaller()).isFalse();
    assertFree();
  }

  @Test
  void writer_isKnownByTheLock() throws Exception {
    write.lock();
    TestThread.run(
        () -> {
          assertThat(queries.isWriteLocked()).isTrue();
          assertThat(queries.isWriteLockedByCaller()).isFalse();
          assertThat(queries.writeHolds()).isZero();
          assertThat(queries.readers()).isZero();
        });
    write.unlock();

    assertFree();
  }

  @Test
  void reader_doesNotGetTheWriteLockByTrying() throws Exception {
    read.lock();
    assertThat(write.tryLock()).isFalse();
    assertThat(write.tryLock(0, DAYS)).isFalse();
    assertThat(write.tryLock(-1, DAYS)).isFalse();
    assertThat(write.tryLock(1, MILLISECONDS)).isFalse();
    assertThat(queries.readHolds()).isEqualTo(1);
    assertShared();
    read.unlock();

    assertFree();
  }

  @Test
  void readUnlock_withoutAHold_isRefused() throws Exception {
    assertThatThrownBy(read::unlock).isInstanceOf(IllegalMonitorStateException.class);
    read.lock();
    read.unlock();
    assertThatThrownBy(read::unlock).isInstanceOf(IllegalMonitorStateException.class);
    write.lock();
    assertThatThrownBy(read::unlock).isInstanceOf(IllegalMonitorStateException.class);
    assertExclusive();
    write.unlock();

    assertFree();
  }

  @Test
  void readUnlock_byAnotherThanTheReader_isRefused() throws Exception {
    CountDownLatch reads = new CountDownLatch(2);
    CountDownLatch leave = new CountDownLatch(1);
    TestThread one = startReader(reads, leave);
    TestThread two = startReader(reads, leave);
    reads.await();
    for (int i = 0; i < 4; i++) {
      TestThread.run(
          () -> assertThatThrownBy(read::unlock).isInstanceOf(IllegalMonitorStateException.class));
      assertThat(queries.readers()).isEqualTo(2);
    }
    assertShared();
    leave.countDown();
    one.join();
    two.join();

    assertFree();
  }

  @Test
  void writeUnlock_byAReader_isRefused() throws Exception {
    read.lock();
    assertThatThrownBy(write::unlock).isInstanceOf(IllegalMonitorStateException.class);
    assertShared();
    read.unlock();

    assertFree();
  }

  @ParameterizedTest
  @EnumSource(names = {"LOCK_INTERRUPTIBLY", "TIMED"})
  void writerThatIsInterrupted_letsInTheReadersBehindIt(Acquire acquire) throws Exception {
    read.lock();
    TestThread writer =
        TestThread.startAndAwaitParked(
            () ->
                assertThatThrownBy(() -> acquire.on(write))
                    .isInstanceOf(InterruptedException.class));
    TestThread reader = TestThread.startAndAwaitParked(locking(Acquire.LOCK, read));
    writer.interrupt();
    writer.join();
    reader.join();
    assertThat(queries.readHolds()).isEqualTo(1);
    assertShared();
    read.unlock();

    assertFree();
  }

  @Test
  void writerThatTimesOut_leavesReadersAsTheyWere() throws Exception {
    read.lock();
    read.lock();
    TestThread.run(
        () -> {
          long start = System.nanoTime();
          assertThat(write.tryLock(20, MILLISECONDS)).isFalse();
          assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(MILLISECONDS.toNanos(20));
          assertThat(write.tryLock(0, MILLISECONDS)).isFalse();
        });
    assertThat(queries.readHolds()).isEqualTo(2);
    assertThat(queries.queueLength()).isZero();
    read.lock();
    assertShared();
    read.unlock();
    read.unlock();
    assertShared();
    read.unlock();

    assertFree();
  }

  @Test
  void writerThatIsInterruptedInLock_goesOnWaiting() throws Exception {
    read.lock();
    TestThread writer =
        TestThread.startAndAwaitParked(
            () -> {
              write.lock();
              assertThat(Thread.interrupted()).isTrue();
              write.unlock();
            });
    writer.interruptAndAwaitParkedAnew();
    assertThat(queries.isWriteLocked()).isFalse();
    read.unlock();
    writer.join();

    assertFree();
  }

  @Test
  void readLock_hasNoConditions() {
    assertThatThrownBy(read::newCondition).isInstanceOf(UnsupportedOperationException.class);
  }

  @ParameterizedTest
  @EnumSource(ConditionContract.Await.class)
  void await_letsReadersIn_andWaitsForThemAtItsEnd(ConditionContract.Await await) throws Exception {
    Condition condition = write.newCondition();
    boolean[] readsNow = new boolean[1];
    TestThread waiter =
        TestThread.startAndAwaitParked(
            () -> {
              write.lock();
              await.on(condition);
              assertThat(readsNow[0]).isFalse();
              assertThat(queries.isWriteLockedByCaller()).isTrue();
              assertExclusive();
              write.unlock();
            });
    write.lock();
    condition.signal();
    read.lock();
    write.unlock();
    readsNow[0] = true;
    waiter.awaitParked();
    read.lock();
    read.unlock();
    waiter.awaitParked();
    assertThat(queries.isWriteLocked()).isFalse();
    readsNow[0] = false;
    read.unlock();
    waiter.join();

    assertFree();
  }

  @Test
  void awaitThatTimesOut_waitsForReadersAtItsEnd() throws Exception {
    Condition condition = write.newCondition();
    AtomicBoolean reads = new AtomicBoolean();
    AtomicBoolean left = new AtomicBoolean();
    int[] waits = new int[1];
    TestThread waiter =
        TestThread.start(
            () -> {
              write.lock();
              while (!left.get()) {
                waits[0]++;
                assertThat(condition.awaitNanos(MILLISECONDS.toNanos(20))).isNotPositive();
                assertThat(reads).isFalse();
              }
              write.unlock();
            });
    int waitsBefore;
    do {
      if (reads.getAndSet(false)) {
        read.unlock();
      }
      read.lock();
      waitsBefore = waits[0];
      read.unlock();
      read.lock();
      reads.set(true);
    } while (waitsBefore == 0 || waits[0] != waitsBefore);
    Eventually.until(() -> waiter.hasEnded() || queries.queueLength() == 1);
    waiter.awaitParked();
    assertThat(queries.isWriteLocked()).isFalse();
    left.set(true);
    reads.set(false);
    read.unlock();
    waiter.join();

    assertFree();
  }

  @ParameterizedTest
  @EnumSource(value = ConditionContract.Await.class, names = "UNINTERRUPTIBLY", mode = Mode.EXCLUDE)
  void awaitThatIsInterrupted_waitsForReadersAtItsEnd(ConditionContract.Await await)
      throws Exception {
    Condition condition = write.newCondition();
    boolean[] left = new boolean[1];
    TestThread waiter =
        TestThread.startAndAwaitParked(
            () -> {
              write.lock();
              assertThatThrownBy(() -> await.on(condition))
                  .isInstanceOf(InterruptedException.class);
              assertThat(left[0]).isTrue();
              write.unlock();
            });
    readAfterAWriter();
    waiter.interruptAndAwaitParkedAnew();
    assertThat(queries.isWriteLocked()).isFalse();
    left[0] = true;
    read.unlock();
    waiter.join();

    assertFree();
  }

  /** Reads in the way that only the second reader after a writer may. */
  private void readAfterAWriter() {
    read.lock();
    read.unlock();
    read.lock();
  }

  @Test
  void fairLock_servesWritersAndReadersInTheOrderOfTheirArrival() throws Exception {
    assumeThat(fair()).isTrue();
    List<Integer> served = new CopyOnWriteArrayList<>();
    List<TestThread> waiters = new ArrayList<>();
    read.lock();
    for (int i = 0; i < 6; i++) {
      int number = i;
      Lock wanted = i % 2 == 0 ? write : read;
      Acquire acquire = Acquire.values()[i % 3];
      waiters.add(
          TestThread.startAndAwaitParked(
              () -> {
                acquire.on(wanted);
                served.add(number);
                wanted.unlock();
              }));
    }
    read.unlock();
    for (TestThread waiter : waiters) {
      waiter.join();
    }

    assertThat(served).containsExactly(0, 1, 2, 3, 4, 5);
  }

  @Test
  void mixedUse_keepsWritersAlone() throws Exception {
    long[] twins = new long[2];
    List<TestThread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      int seed = i;
      threads.add(
          TestThread.start(
              () -> {
                for (int k = 0; k < 1_500; k++) {
                  useOnce(twins, seed + k);
                }
              }));
    }
    for (TestThread thread : threads) {
      thread.join();
    }

    assertThat(twins[0]).isEqualTo(4 * 1_500 / 5).isEqualTo(twins[1]);
    assertFree();
  }

  /** Writes and keeps reading once in five times, else reads twice or gives up writing. */
  private void useOnce(long[] twins, int number) throws InterruptedException {
    Acquire acquire = Acquire.values()[number / 5 % Acquire.values().length];
    if (number % 5 == 0) {
      acquire.on(write);
      twins[0]++;
      read.lock();
      twins[1]++;
      write.unlock();
      assertThat(twins[0]).isEqualTo(twins[1]);
      read.unlock();
    } else if (number % 5 == 1) {
      if (write.tryLock(10, MICROSECONDS)) {
        assertThat(twins[0]).isEqualTo(twins[1]);
        write.unlock();
      }
    } else {
      acquire.on(read);
      long before = twins[0];
      read.lock();
      assertThat(before).isEqualTo(twins[0]).isEqualTo(twins[1]);
      read.unlock();
      assertThat(before).isEqualTo(twins[1]);
      read.unlock();
    }
  }
}
