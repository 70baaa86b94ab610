package io.lockmeter.locks;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/** A lock for a few instructions. Not re-entrant, not fair. */
final class SpinLock {

  private static final VarHandle HELD = held();

  private static final int SPINS = 100;
  private static final long PARK_NANOS = 20_000;

  private volatile boolean held;

  private static VarHandle held() {
    try {
      return MethodHandles.lookup().findVarHandle(SpinLock.class, "held", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  boolean tryLock() {
    return !held && HELD.compareAndSet(this, false, true);
  }

  /** Spins, and then sleeps between attempts, so that a holder without a processor gets one. */
  void lock() {
    for (int spins = 0; !tryLock(); ) {
      spins = pause(spins);
    }
  }

  void unlock() {
    held = false;
  }

  /** One turn of a wait for a few instructions of another thread. */
  static int pause(int spins) {
    if (spins < SPINS) {
      Thread.onSpinWait();
      return spins + 1;
    }
    LockSupport.parkNanos(PARK_NANOS);
    return spins;
  }
}
