package io.lockmeter.engine.record;

import static io.lockmeter.bootstrap.LockKind.NONE;
import static io.lockmeter.bootstrap.LockKind.OTHER;
import static io.lockmeter.bootstrap.LockKind.READ;
import static io.lockmeter.bootstrap.LockKind.REENTRANT;
import static io.lockmeter.bootstrap.LockKind.STAMPED_READ;
import static io.lockmeter.bootstrap.LockKind.STAMPED_WRITE;
import static io.lockmeter.bootstrap.LockKind.WRITE;

import io.lockmeter.engine.config.Config.Locks;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;

/**
 * Tells locks from other synchronizers.
 *
 * <p>Of the JDK's only the three families are locks. A synchronizer of the application is one when
 * it can be acquired exclusively ({@code tryAcquire} is overridden): latches and semaphores cannot.
 * One that is also a {@code Runnable} is a pool's worker, which uses itself as an interrupt guard.
 */
final class SyncKinds {

  private static final int EXCLUSIVE = 1;
  private static final int NOT_A_LOCK = 0;

  private static final int FOR_EXCLUSIVE = 0;
  private static final int FOR_SHARED = 1;
  private static final int LOCK_CLASS = 2;

  private final boolean reentrant;
  private final boolean readWrite;
  private final boolean stamped;

  /**
   * By class of synchronizer, the kinds that it stands for and the class that users know it by. No
   * class of ours: values stay with the class they are for, and would keep our loader alive.
   */
  private final ClassValue<Object[]> families =
      new ClassValue<>() {
        @Override
        protected Object[] computeValue(Class<?> type) {
          return family(type);
        }
      };

  SyncKinds(Set<Locks> timed) {
    reentrant = timed.contains(Locks.REENTRANT);
    readWrite = timed.contains(Locks.READWRITE);
    stamped = timed.contains(Locks.STAMPED);
  }

  /** Which kind of lock that is; a lock that is a mock has no synchronizer. */
  int kind(@Nullable Object sync, boolean shared) {
    return sync == null
        ? NONE
        : (Integer) families.get(sync.getClass())[shared ? FOR_SHARED : FOR_EXCLUSIVE];
  }

  Class<?> lockClass(Object sync) {
    return (Class<?>) families.get(sync.getClass())[LOCK_CLASS];
  }

  private Object[] family(Class<?> type) {
    if (StampedLock.class.isAssignableFrom(type)) {
      return family(
          stamped ? STAMPED_WRITE : NONE, stamped ? STAMPED_READ : NONE, StampedLock.class);
    }
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      Class<?> outer = c.getDeclaringClass();
      if (outer == ReentrantLock.class) {
        return family(reentrant ? REENTRANT : NONE, NONE, ReentrantLock.class);
      }
      if (outer == ReentrantReadWriteLock.class) {
        return family(
            readWrite ? WRITE : NONE, readWrite ? READ : NONE, ReentrantReadWriteLock.class);
      }
    }
    if (type.getClassLoader() == null
        || Runnable.class.isAssignableFrom(type)
        || capability(type) == NOT_A_LOCK) {
      return family(NONE, NONE, type);
    }
    Class<?> outer = type.getDeclaringClass();
    return family(OTHER, OTHER, outer == null ? type : outer);
  }

  private static Object[] family(int exclusive, int shared, Class<?> lockClass) {
    return new Object[] {exclusive, shared, lockClass};
  }

  private static int capability(Class<?> type) {
    for (Class<?> c = type; c != null && c.getClassLoader() != null; c = c.getSuperclass()) {
      for (var method : c.getDeclaredMethods()) {
        if (method.getName().equals("tryAcquire") && method.getParameterCount() == 1) {
          return EXCLUSIVE;
        }
      }
    }
    return NOT_A_LOCK;
  }
}
