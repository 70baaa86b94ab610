package io.lockmeter.engine.instrument.advice;

import io.lockmeter.bootstrap.LockProbe;
import net.bytebuddy.asm.Advice;

/** An unlock of a {@code StampedLock}, which ends the hold that the sampler may be measuring. */
public final class StampedUnlockAdvice {

  private StampedUnlockAdvice() {}

  @Advice.OnMethodEnter
  static void enter(@Advice.This Object lock) {
    LockProbe.released(lock);
  }
}
