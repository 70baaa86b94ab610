package io.lockmeter.engine.export.jfr;

import io.lockmeter.bootstrap.LockKind;
import io.lockmeter.bootstrap.LockProbe;
import io.lockmeter.engine.record.WaitEvents;
import jdk.jfr.EventType;
import org.jspecify.annotations.Nullable;

/**
 * Single waits as events. {@link #begin} reads one flag while no recording wants them; {@link
 * #commit} takes the stack only of waits over the recording's threshold, because its caller holds
 * the lock.
 */
final class JfrWaitEvents implements WaitEvents {

  private static final int EVENTS_PER_SECOND = 1000;

  private final EventType type = EventType.getEventType(LockWaitEvent.class);
  private final EventLimiter limiter = new EventLimiter(EVENTS_PER_SECOND, LockProbe::now);

  @Override
  public @Nullable Object begin() {
    if (!type.isEnabled()) {
      return null;
    }
    LockWaitEvent event = new LockWaitEvent();
    event.begin();
    return event;
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
      boolean acquired) {
    LockWaitEvent wait = (LockWaitEvent) event;
    wait.end();
    if (!wait.shouldCommit() || !limiter.tryAcquire()) {
      return;
    }
    wait.monitorClass = lockClass;
    wait.previousOwner = previousOwner;
    wait.address = lockId;
    wait.lock = lock;
    wait.kind = LockKind.label(kind);
    wait.waiters = waiters;
    wait.acquired = acquired;
    wait.commit();
  }

  long suppressed() {
    return limiter.suppressed();
  }
}
