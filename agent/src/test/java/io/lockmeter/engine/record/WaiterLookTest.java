package io.lockmeter.engine.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.bootstrap.LockKind;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaiterLookTest {

  private final ThreadTable threads = new ThreadTable(0);
  private final LockTable locks = new LockTable();
  private final WaiterLook looks = new WaiterLook(threads, locks);
  private final Object lock = new Object();
  private final Object monitor = new Object();
  private final LockEntry lockEntry = locks.get(lock, LockKind.REENTRANT, Object.class);
  private final LockEntry monitorEntry = locks.get(monitor, LockKind.MONITOR, Object.class);
  private final List<Thread> alive = new ArrayList<>();

  private ThreadState thread() {
    Thread thread = new Thread(() -> {});
    alive.add(thread);
    return threads.add(thread, 1_000_000 + alive.size(), 0);
  }

  private ThreadState waitingForLock() {
    ThreadState state = thread();
    state.waitEntry = lockEntry;
    state.startWait(1);
    return state;
  }

  /** With few threads and with many. */
  @ParameterizedTest
  @ValueSource(ints = {0, 2_000})
  void threadsThatWaitAreCounted_theCallerIncluded(int others) {
    for (int i = 0; i < others; i++) {
      thread();
    }
    ThreadState first = waitingForLock();
    waitingForLock();
    for (int i = 0; i < 3; i++) {
      ThreadState state = thread();
      state.waitMonitor = monitor;
      state.startWait(1);
    }

    assertThat(looks.waiters(lockEntry)).isEqualTo(3);
    // Seen by the same look, without the caller, or by one of its own.
    assertThat(looks.waiters(monitorEntry)).isBetween(3, 4);

    first.endWait(0);
    Awaitility.await().until(() -> looks.waiters(lockEntry) == 2);
    Awaitility.await().until(() -> looks.waiters(monitorEntry) == 4);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2_000})
  void whoWaitedAloneIsOne(int others) {
    for (int i = 0; i < others; i++) {
      thread();
    }
    assertThat(looks.waiters(lockEntry)).isEqualTo(1);
    assertThat(looks.waiters(monitorEntry)).isEqualTo(1);
  }
}
