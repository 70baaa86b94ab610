package io.lockmeter.engine.instrument.advice;

import io.lockmeter.bootstrap.LockProbe;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * The slow path of {@code StampedLock}. Readers come here also when they merely lost a race against
 * another reader: then no writer holds the lock and nobody is queued.
 */
public final class StampedAcquireAdvice {

  private StampedAcquireAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static long enter(
      @Advice.This Object lock,
      @Shared boolean shared,
      @Advice.FieldValue("state") long state,
      @Advice.FieldValue("head") @Nullable Object head,
      @Advice.FieldValue("tail") @Nullable Object tail) {
    // 128 is StampedLock.WBIT.
    return LockProbe.waitStarted(lock, shared, shared && (state & 128) == 0 && head == tail);
  }

  @Advice.OnMethodExit(
      onThrowable = Throwable.class,
      suppress = Throwable.class,
      backupArguments = false)
  static void exit(
      @Advice.Enter long token,
      @Advice.This Object lock,
      @Shared boolean shared,
      @Advice.Return long stamp) {
    // 0 stands for a timeout or an error, 1 for an interrupt.
    LockProbe.waitEnded(token, lock, shared, (stamp & ~1L) != 0);
  }
}
