package io.lockmeter.engine.instrument.advice;

import io.lockmeter.bootstrap.LockProbe;
import net.bytebuddy.asm.Advice;

/** A locking method of {@code StampedLock} returned: a stamp other than 0 tells that it is held. */
public final class StampedLockedAdvice {

  private StampedLockedAdvice() {}

  @Advice.OnMethodExit(backupArguments = false)
  static void exit(@Advice.This Object lock, @Shared boolean shared, @Advice.Return long stamp) {
    if (stamp != 0) {
      LockProbe.acquired(lock, shared);
    }
  }
}
