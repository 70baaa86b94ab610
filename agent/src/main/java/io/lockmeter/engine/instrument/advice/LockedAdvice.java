package io.lockmeter.engine.instrument.advice;

import io.lockmeter.bootstrap.LockProbe;
import net.bytebuddy.asm.Advice;

/** A {@code lock} method returned, so the lock is held. */
public final class LockedAdvice {

  private LockedAdvice() {}

  @Advice.OnMethodExit(backupArguments = false)
  static void exit(@Advice.FieldValue("sync") Object sync, @Shared boolean shared) {
    LockProbe.acquired(sync, shared);
  }
}
