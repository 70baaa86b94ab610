package io.lockmeter.engine.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.AbstractQueuedLongSynchronizer;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;

/**
 * The synchronizer behind a lock object, and which of its modes the object stands for.
 *
 * @param sync what hooks see
 * @param shared whether only its shared mode is meant
 * @param both whether both modes are meant
 */
record LockHandle(Object sync, boolean shared, boolean both) {

  boolean covers(boolean sharedMode) {
    return both || shared == sharedMode;
  }

  /**
   * Null for a lock of a kind that hooks do not see, or if its package is not open to the engine.
   */
  static @Nullable LockHandle of(Object lock) {
    if (lock instanceof StampedLock
        || lock instanceof AbstractQueuedSynchronizer
        || lock instanceof AbstractQueuedLongSynchronizer) {
      return new LockHandle(lock, false, true);
    }
    if (lock instanceof ReentrantLock) {
      return of(lock, ReentrantLock.class, false, false);
    }
    if (lock instanceof ReentrantReadWriteLock.ReadLock) {
      return of(lock, ReentrantReadWriteLock.ReadLock.class, true, false);
    }
    if (lock instanceof ReentrantReadWriteLock.WriteLock) {
      return of(lock, ReentrantReadWriteLock.WriteLock.class, false, false);
    }
    if (lock instanceof ReentrantReadWriteLock) {
      return of(lock, ReentrantReadWriteLock.class, false, true);
    }
    return null;
  }

  private static @Nullable LockHandle of(Object lock, Class<?> type, boolean shared, boolean both) {
    try {
      VarHandle field =
          MethodHandles.privateLookupIn(type, MethodHandles.lookup())
              .unreflectVarHandle(type.getDeclaredField("sync"));
      return new LockHandle(field.get(lock), shared, both);
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }
}
