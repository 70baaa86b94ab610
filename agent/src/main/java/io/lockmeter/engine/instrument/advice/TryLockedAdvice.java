package io.lockmeter.engine.instrument.advice;

import io.lockmeter.bootstrap.LockProbe;
import net.bytebuddy.asm.Advice;

/** A {@code tryLock} method returned: the result tells whether the lock is held. */
public final class TryLockedAdvice {

  private TryLockedAdvice() {}

  @Advice.OnMethodExit(backupArguments = false)
  static void exit(
      @Advice.FieldValue("sync") Object sync,
      @Shared boolean shared,
      @Advice.Return boolean acquired) {
    if (acquired) {
      LockProbe.acquired(sync, shared);
    }
  }
}
