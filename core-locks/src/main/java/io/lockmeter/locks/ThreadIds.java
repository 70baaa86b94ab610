package io.lockmeter.locks;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Ids that no two threads ever share, as numbers: storing one in an array costs no barrier of the
 * garbage collector, and keeps no thread alive.
 */
final class ThreadIds {

  /** What stands for a thread whose id cannot be trusted; no thread has it. */
  static final long NONE = 0;

  // Final since Java 19. Before that there is only getId, which a subclass may override.
  private static final @Nullable MethodHandle THREAD_ID = findThreadId();

  private static final ClassValue<Boolean> TRUSTED =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          try {
            return type.getMethod("getId").getDeclaringClass() == Thread.class;
          } catch (NoSuchMethodException | LinkageError e) {
            return false;
          }
        }
      };

  private ThreadIds() {}

  /** The id of the calling thread, or {@link #NONE}. */
  static long ofCaller() {
    Thread caller = Thread.currentThread();
    if (THREAD_ID != null) {
      try {
        return (long) THREAD_ID.invokeExact(caller);
      } catch (Throwable e) {
        throw new AssertionError(e);
      }
    }
    Class<?> type = caller.getClass();
    return type == Thread.class || TRUSTED.get(type) ? caller.getId() : NONE;
  }

  private static @Nullable MethodHandle findThreadId() {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(Thread.class, "threadId", MethodType.methodType(long.class));
    } catch (NoSuchMethodException | IllegalAccessException e) {
      return null;
    }
  }
}
