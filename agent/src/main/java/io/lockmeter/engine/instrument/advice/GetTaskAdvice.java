package io.lockmeter.engine.instrument.advice;

import io.lockmeter.bootstrap.LockProbe;
import net.bytebuddy.asm.Advice;

/**
 * A pool's worker asks for its next task. The queues of {@code java.util.concurrent} have hooks of
 * their own where they really wait, so only a pool with another queue pays here.
 */
public final class GetTaskAdvice {

  private GetTaskAdvice() {}

  @Advice.OnMethodEnter
  static boolean enter(@Advice.FieldValue("workQueue") Object queue) {
    boolean unknown = queue.getClass().getModule() != Object.class.getModule();
    if (unknown) {
      LockProbe.idleStarted();
    }
    return unknown;
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, backupArguments = false)
  static void exit(@Advice.Enter boolean unknown) {
    if (unknown) {
      LockProbe.idleEnded();
    }
  }
}
