package io.lockmeter.engine.export.jfr;

import io.lockmeter.bootstrap.LockKind;
import io.lockmeter.bootstrap.LockProbe;
import io.lockmeter.engine.record.WaitEvents;
import jdk.jfr.EventType;
import org.jspecify.annotations.Nullable;

/**
 * Single waits as events. {@link #begin} reads one flag while no recording wants them; only waits
 * over the recording's threshold go further, because their threads hold the lock by then.
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
  public boolean end(Object event) {
    LockWaitEvent wait = (LockWaitEvent) event;
    wait.end();
    return wait.shouldCommit() && limiter.tryAcquire();
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
    wait.monitorClass = lockClass;
    wait.previousOwner = previousOwner;
    wait.address = lockId;
    wait.lock = lock;
    wait.kind = LockKind.label(kind);
    wait.waiters = waiters;
    wait.acquired = acquired;
    wait.commit();
  }

  @Override
  public long suppressed() {
    return limiter.suppressed();
  }
}
