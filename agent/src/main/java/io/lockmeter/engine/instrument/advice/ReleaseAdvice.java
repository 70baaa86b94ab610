package io.lockmeter.engine.instrument.advice;

import io.lockmeter.bootstrap.LockProbe;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A release, which is of interest only while others are queued. */
public final class ReleaseAdvice {

  private ReleaseAdvice() {}

  @Advice.OnMethodEnter
  static void enter(
      @Advice.This Object sync,
      @Shared boolean shared,
      @Advice.FieldValue("head") @Nullable Object head,
      @Advice.FieldValue("tail") @Nullable Object tail) {
    if (head != tail) {
      LockProbe.releasing(sync, shared);
    }
  }
}
