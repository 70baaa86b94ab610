package io.lockmeter.engine.instrument.advice;

import io.lockmeter.bootstrap.LockProbe;
import net.bytebuddy.asm.Advice;

/** An unlock, which ends the hold that the sampler may be measuring. */
public final class UnlockAdvice {

  private UnlockAdvice() {}

  @Advice.OnMethodEnter
  static void enter(@Advice.FieldValue("sync") Object sync) {
    LockProbe.released(sync);
  }
}
