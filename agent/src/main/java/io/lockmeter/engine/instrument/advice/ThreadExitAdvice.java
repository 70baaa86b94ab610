package io.lockmeter.engine.instrument.advice;

import io.lockmeter.bootstrap.LockProbe;
import net.bytebuddy.asm.Advice;

/** A platform thread is at its end. */
public final class ThreadExitAdvice {

  private ThreadExitAdvice() {}

  @Advice.OnMethodEnter
  static void enter(@Advice.This Thread thread) {
    LockProbe.threadEnding(thread, 0);
  }
}
