package io.lockmeter.locks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SpinLockTest {

  private final SpinLock lock = new SpinLock();

  @Test
  void tryLock_whileHeld() {
    assertThat(lock.tryLock()).isTrue();
    assertThat(lock.tryLock()).isFalse();
    lock.unlock();
    assertThat(lock.tryLock()).isTrue();
  }

  @Test
  void lock_sleepsUntilUnlocked() throws InterruptedException {
    lock.lock();
    Thread waiter = new Thread(lock::lock);
    waiter.start();
    Eventually.until(() -> waiter.getState() == Thread.State.TIMED_WAITING);
    assertThat(waiter.isAlive()).isTrue();

    lock.unlock();
    waiter.join();
    assertThat(lock.tryLock()).isFalse();
  }
}
