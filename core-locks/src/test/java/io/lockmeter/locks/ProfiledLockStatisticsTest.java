package io.lockmeter.locks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.lockmeter.locks.ProfiledLock.Statistics;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What others see of a lock's statistics, and what they cost. */
class ProfiledLockStatisticsTest {

  @Test
  void whileTheLockIsUsed_noValueGoesBack_andTheyFitTogether() throws Exception {
    ProfiledLock lock = new ProfiledLock("busy");
    AtomicBoolean stop = new AtomicBoolean();
    TestThread.Body use =
        () -> {
          while (!stop.get()) {
            lock.lock();
            lock.unlock();
            if (lock.tryLock(1, TimeUnit.NANOSECONDS)) {
              lock.unlock();
            }
          }
        };
    TestThread first = TestThread.start(use);
    TestThread second = TestThread.start(use);
    Statistics before = lock.statistics();
    for (int i = 0; i < 20_000; i++) {
      Statistics now = lock.statistics();
      assertThat(now.acquisitions()).isGreaterThanOrEqualTo(before.acquisitions());
      assertThat(now.contended()).isBetween(before.contended(), now.acquisitions());
      assertThat(now.abandoned()).isGreaterThanOrEqualTo(before.abandoned());
      assertThat(now.waitNanos()).isGreaterThanOrEqualTo(before.waitNanos());
      assertThat(now.waitMaxNanos()).isGreaterThanOrEqualTo(before.waitMaxNanos());
      assertThat(now.holdNanos()).isGreaterThanOrEqualTo(before.holdNanos());
      assertThat(now.waitHistogram().stream().mapToLong(Long::longValue).sum())
          .isEqualTo(now.contended() + now.abandoned());
      before = now;
    }
    stop.set(true);
    first.join();
    second.join();

    assertThat(lock.statistics()).isEqualTo(lock.statistics());
  }

  @Test
  void abandonedWaits_areAllCounted() throws Exception {
    ProfiledLock lock = new ProfiledLock("held");
    lock.lock();
    TestThread.Body giveUp =
        () -> {
          for (int i = 0; i < 2_000; i++) {
            assertThat(lock.tryLock(1, TimeUnit.NANOSECONDS)).isFalse();
          }
        };
    TestThread first = TestThread.start(giveUp);
    TestThread second = TestThread.start(giveUp);
    first.join();
    second.join();

    assertThat(lock.statistics().abandoned()).isEqualTo(4_000);
    assertThat(lock.statistics().acquisitions()).isEqualTo(1);
  }

  @Test
  void source_doesNotKeepTheLock() {
    ProfiledLock lock = new ProfiledLock("gone");
    lock.lock();
    lock.unlock();
    Supplier<Statistics> source = lock.statisticsSource();
    WeakReference<ProfiledLock> reference = new WeakReference<>(lock);
    lock = null;
    Eventually.until(
        () -> {
          System.gc();
          return reference.refersTo(null);
        });

    assertThat(source.get().acquisitions()).isEqualTo(1);
    assertThat(source.get().name()).isEqualTo("gone");
  }

  @Test
  void acquisitions_allocateNothing() {
    ProfiledLock contended = new ProfiledLock("contended", new NeverAtOnce());
    ProfiledLock free = new ProfiledLock("free");
    lockOften(contended);
    lockOften(free);

    assertThat(allocatedBy(() -> lockOften(contended))).isLessThan(LOCKED / 10);
    assertThat(allocatedBy(() -> lockOften(free))).isLessThan(LOCKED / 10);
    assertThat(contended.statistics().contended()).isEqualTo(2 * LOCKED);
  }

  private static final long LOCKED = 50_000;

  private static void lockOften(Lock lock) {
    for (int i = 0; i < LOCKED; i++) {
      lock.lock();
      lock.unlock();
    }
  }

  private static long allocatedBy(Runnable code) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    code.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  /** A lock for one thread whose first attempt always fails. */
  private static final class NeverAtOnce implements Lock {

    @Override
    public void lock() {}

    @Override
    public void lockInterruptibly() {}

    @Override
    public boolean tryLock() {
      return false;
    }

    @Override
    public boolean tryLock(long time, TimeUnit unit) {
      return false;
    }

    @Override
    public void unlock() {}

    @Override
    public Condition newCondition() {
      throw new UnsupportedOperationException();
    }
  }
}
