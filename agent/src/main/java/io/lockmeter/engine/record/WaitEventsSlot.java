package io.lockmeter.engine.record;

import org.jspecify.annotations.Nullable;

/** Passes waits on to whoever comes to want them; recording starts before JFR does. */
public final class WaitEventsSlot implements WaitEvents {

  private volatile @Nullable WaitEvents target;

  public void set(@Nullable WaitEvents events) {
    target = events;
  }

  @Override
  public @Nullable Object begin() {
    WaitEvents events = target;
    return events == null ? null : events.begin();
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
    WaitEvents events = target;
    if (events != null) {
      events.commit(event, lockClass, previousOwner, lockId, lock, kind, waiters, acquired);
    }
  }
}
