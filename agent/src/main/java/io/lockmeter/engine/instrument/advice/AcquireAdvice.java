package io.lockmeter.engine.instrument.advice;

import io.lockmeter.bootstrap.LockProbe;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * The slow path of the two queued synchronizers: every acquire whose first attempt failed, and
 * every re-acquire after a condition was awaited, which alone brings a node along.
 */
public final class AcquireAdvice {

  private AcquireAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static long enter(
      @Advice.This Object sync,
      @Advice.Argument(0) @Nullable Object node,
      @Advice.Argument(2) boolean shared,
      @Advice.FieldValue("state") long state,
      @Advice.Local("afterCondition") boolean afterCondition) {
    afterCondition = node != null;
    return LockProbe.waitStarted(sync, shared, node != null && state == 0);
  }

  // An error here, such as a stack overflow, would leave the lock held by a caller who was told
  // that
  // it is not.
  @Advice.OnMethodExit(
      onThrowable = Throwable.class,
      suppress = Throwable.class,
      backupArguments = false)
  static void exit(
      @Advice.Enter long token,
      @Advice.This Object sync,
      @Advice.Argument(2) boolean shared,
      @Advice.Return int result,
      @Advice.Local("afterCondition") boolean afterCondition) {
    LockProbe.waitEnded(token, sync, shared, result > 0);
    if (afterCondition && result > 0 && LockProbe.sampling) {
      LockProbe.acquired(sync, shared);
    }
  }
}
