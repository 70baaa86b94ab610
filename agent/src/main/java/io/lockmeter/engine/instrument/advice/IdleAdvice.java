package io.lockmeter.engine.instrument.advice;

import io.lockmeter.bootstrap.LockProbe;
import net.bytebuddy.asm.Advice;

/** A method that does nothing but wait for work. */
public final class IdleAdvice {

  private IdleAdvice() {}

  @Advice.OnMethodEnter
  static void enter() {
    LockProbe.idleStarted();
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, backupArguments = false)
  static void exit() {
    LockProbe.idleEnded();
  }
}
