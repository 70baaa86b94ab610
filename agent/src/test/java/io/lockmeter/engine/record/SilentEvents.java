package io.lockmeter.engine.record;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Events that nobody wants; it can be told to fail, or to take long, where a hook has done half of
 * its work.
 */
final class SilentEvents implements WaitEvents {

  boolean failing;
  long pauseMillis;

  @Override
  public @Nullable Object begin() {
    if (failing) {
      throw new StackOverflowError();
    }
    try {
      TimeUnit.MILLISECONDS.sleep(pauseMillis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return null;
  }

  @Override
  public boolean end(Object event) {
    return false;
  }

  @Override
  public void commit(
      Object event,
      Class<?> lockClass,
      @Nullable Thread previousOwner,
      long lockId,
      @Nullable String lock,
      int kind,
      int waiters,
      boolean acquired) {}

  @Override
  public long suppressed() {
    return 0;
  }
}
