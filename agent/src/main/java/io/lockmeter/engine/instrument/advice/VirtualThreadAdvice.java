package io.lockmeter.engine.instrument.advice;

import io.lockmeter.bootstrap.LockProbe;
import net.bytebuddy.asm.Advice;

/** The whole life of a virtual thread. Its start is kept on its own stack, in no table. */
public final class VirtualThreadAdvice {

  private VirtualThreadAdvice() {}

  @Advice.OnMethodEnter
  static long enter() {
    return LockProbe.now();
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, backupArguments = false)
  static void exit(@Advice.This Thread thread, @Advice.Enter long startedAt) {
    LockProbe.threadEnding(thread, startedAt);
  }
}
