package io.lockmeter.engine.record;

import io.lockmeter.bootstrap.LockKind;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * How often the calling thread holds a lock of {@code java.util.concurrent.locks}, asked of its
 * synchronizer. The package must be open to the engine.
 */
final class HoldCounts {

  private static final @Nullable MethodHandle REENTRANT = find("ReentrantLock", "getHoldCount");
  private static final @Nullable MethodHandle WRITE =
      find("ReentrantReadWriteLock", "getWriteHoldCount");
  private static final @Nullable MethodHandle READ =
      find("ReentrantReadWriteLock", "getReadHoldCount");

  private HoldCounts() {}

  /** The hold count, or 1 for locks that are not re-entrant or cannot be asked. */
  static int of(Object sync, int kind) throws Throwable {
    MethodHandle handle =
        kind == LockKind.REENTRANT
            ? REENTRANT
            : kind == LockKind.READ ? READ : kind == LockKind.WRITE ? WRITE : null;
    return handle == null ? 1 : (int) handle.invokeExact(sync);
  }

  private static @Nullable MethodHandle find(String lock, String method) {
    try {
      Class<?> sync = Class.forName("java.util.concurrent.locks." + lock + "$Sync", false, null);
      return MethodHandles.privateLookupIn(sync, MethodHandles.lookup())
          .findVirtual(sync, method, MethodType.methodType(int.class))
          .asType(MethodType.methodType(int.class, Object.class));
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }
}
