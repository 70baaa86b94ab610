package io.lockmeter.safety.agents;

import java.util.concurrent.locks.ReentrantLock;
import org.mockito.MockedStatic;
import org.mockito.Mockito;

/**
 * Mocks, spies and static mocks of classes whose monitors are rewritten, before and after waits.
 */
public final class MockedLocks {

  static final String[] ANSWERS = {
    "answer 15", "mock 7", "spy 43", "static 5", "after 6", "lock 1", "real 1", "answer 15"
  };

  private MockedLocks() {}

  public static void main(String[] arguments) throws Exception {
    KnownWaits.run();
    mocks();
    KnownWaits.run();
  }

  private static void mocks() {
    KnownWaits.Ledger mock = Mockito.mock(KnownWaits.Ledger.class);
    Mockito.when(mock.add(1)).thenReturn(7);
    print("mock", mock.add(1) + mock.add(2));
    KnownWaits.Ledger spy = Mockito.spy(new KnownWaits.Ledger());
    Mockito.doReturn(40).when(spy).add(4);
    print("spy", spy.add(1) + spy.add(4) + spy.add(1));
    Mockito.verify(spy, Mockito.times(2)).add(1);
    try (MockedStatic<KnownWaits.Ledger> statics = Mockito.mockStatic(KnownWaits.Ledger.class)) {
      statics.when(() -> KnownWaits.Ledger.twice(3)).thenReturn(5);
      print("static", KnownWaits.Ledger.twice(3));
    }
    print("after", KnownWaits.Ledger.twice(3));
    ReentrantLock lock = Mockito.mock(ReentrantLock.class);
    Mockito.when(lock.tryLock()).thenReturn(true);
    lock.lock();
    print("lock", lock.tryLock() && !lock.isLocked() ? 1 : 0);
    ReentrantLock often = Mockito.mock(ReentrantLock.class, Mockito.withSettings().stubOnly());
    // Some of the acquisitions are looked at, and a mock has nothing inside.
    for (int i = 0; i < 10_000; i++) {
      often.lock();
      often.unlock();
    }
    ReentrantLock real = Mockito.spy(new ReentrantLock());
    real.lock();
    print("real", real.getHoldCount());
    real.unlock();
  }

  private static void print(String what, int value) {
    System.out.println(what + " " + value);
  }
}
