package io.lockmeter.engine.instrument.advice;

import io.lockmeter.bootstrap.LockProbe;
import net.bytebuddy.asm.Advice;

/** A platform thread is about to be started. */
public final class ThreadStartAdvice {

  private ThreadStartAdvice() {}

  @Advice.OnMethodEnter
  static void enter(@Advice.This Thread thread) {
    LockProbe.threadStarting(thread);
  }
}
