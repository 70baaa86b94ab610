package io.lockmeter.engine.instrument.advice;

import io.lockmeter.bootstrap.LockProbe;
import net.bytebuddy.asm.Advice;

/** A thread is about to give up its lock to wait for a condition, which is no part of the hold. */
public final class ConditionWaitAdvice {

  private ConditionWaitAdvice() {}

  @Advice.OnMethodEnter
  static void enter(@Advice.FieldValue("this$0") Object sync) {
    LockProbe.awaiting(sync);
  }
}
