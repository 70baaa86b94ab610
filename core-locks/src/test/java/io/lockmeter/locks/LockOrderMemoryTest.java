package io.lockmeter.locks;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.locks.LockOrder.Policy;
import java.lang.ref.WeakReference;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.StampedLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openjdk.jol.info.ClassLayout;

/**
 * What locks cost in memory, and that threads keep none of them: each test in a thread of its own.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LockOrderMemoryTest {

  @Test
  void aLock_takes56BytesBesideItsDelegate() {
    assertThat(sizeOf(CheckedLock.class) + sizeOf(LockIdentity.class)).isLessThanOrEqualTo(56);
    assertThat(sizeOf(UncheckedLock.class) + sizeOf(LockIdentity.class)).isLessThanOrEqualTo(48);
  }

  private static long sizeOf(Class<?> type) {
    return ClassLayout.parseClass(type).instanceSize();
  }

  @Test
  void aThreadThatHoldsNothing_keepsNoLock_andNoneOfOurClasses() throws Exception {
    WeakReference<LockOrder> order = useAndLeave();
    Eventually.until(
        () -> {
          System.gc();
          return order.refersTo(null);
        });
    Object[] mine = ThreadHolds.withRoom();

    assertThat(mine.getClass()).isEqualTo(Object[].class);
    assertThat(mine).hasSize(1);
    assertThat(mine[0].getClass()).isEqualTo(Object[].class);
    assertThat(ThreadHolds.entries(mine)).containsOnlyNulls();
  }

  private static WeakReference<LockOrder> useAndLeave() throws Exception {
    LockOrder order = new LockOrder(Policy.RECORD);
    Lock[] locks = new Lock[20];
    for (int i = 0; i < locks.length; i++) {
      locks[i] = order.ordered(new ReentrantLock(), "lock " + i);
    }
    ReadWriteLock stamped = order.ordered(new StampedLock(), "stamped");
    stamped.readLock().lock();
    TestThread.run(stamped.readLock()::unlock);
    LockOrder.acquireAll(locks).close();
    return new WeakReference<>(order);
  }
}
