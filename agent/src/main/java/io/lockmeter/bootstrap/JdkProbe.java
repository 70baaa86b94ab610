package io.lockmeter.bootstrap;

/**
 * What hooks in JDK classes call where something must be decided first: whether to call {@link
 * LockProbe}, and with what. Like its methods, these are wait-free, and where they do not pass
 * through {@code LockProbe} nothing in them can throw.
 */
public final class JdkProbe {

  /** {@code StampedLock.WBIT}. */
  private static final long STAMPED_WRITE_LOCKED = 128;

  private JdkProbe() {}

  /**
   * The slow path of a queued synchronizer begins.
   *
   * @param node what only a thread brings along that was in the queue of a condition
   */
  public static long acquiring(Object sync, Object node, boolean shared, long state) {
    return LockProbe.waitStarted(sync, shared, node != null && state == 0);
  }

  /** The slow path of a queued synchronizer ends, with a positive result if it acquired. */
  public static void acquireEnded(
      long token, Object sync, Object node, boolean shared, int result) {
    LockProbe.waitEnded(token, sync, shared, result > 0);
    if (node != null && result > 0 && LockProbe.sampling) {
      LockProbe.acquired(sync, shared);
    }
  }

  /** A lock is released; its queue is empty if it ends where it begins. */
  public static void releasing(Object sync, boolean shared, Object head, Object tail) {
    if (head != tail) {
      LockProbe.releasing(sync, shared);
    }
  }

  /**
   * The slow path of a {@code StampedLock} begins. Readers come here also when they merely lost a
   * race against another reader: then no writer holds the lock and nobody is queued.
   */
  public static long stampedAcquiring(
      Object lock, boolean shared, long state, Object head, Object tail) {
    return LockProbe.waitStarted(
        lock, shared, shared && (state & STAMPED_WRITE_LOCKED) == 0 && head == tail);
  }

  /** That path ends: 0 stands for a timeout or an error, 1 for an interrupt. */
  public static void stampedAcquireEnded(long token, Object lock, boolean shared, long stamp) {
    LockProbe.waitEnded(token, lock, shared, (stamp & ~1L) != 0);
  }

  /**
   * A method of a {@code StampedLock} returned a stamp, which is 0 if the lock was not acquired.
   */
  public static void stamped(Object lock, boolean shared, long stamp) {
    if (stamp != 0) {
      LockProbe.acquired(lock, shared);
    }
  }

  /** A {@code tryLock} returned. */
  public static void tried(Object sync, boolean shared, boolean acquired) {
    if (acquired) {
      LockProbe.acquired(sync, shared);
    }
  }

  /**
   * A pool's worker asks {@code queue} for its next task. The queues of {@code
   * java.util.concurrent} have hooks of their own where they really wait, so only a pool with
   * another queue pays here.
   *
   * @return whether the worker is idle until {@link #polled}
   */
  public static boolean polling(Object queue) {
    boolean unknown = queue.getClass().getModule() != Object.class.getModule();
    if (unknown) {
      LockProbe.idleStarted();
    }
    return unknown;
  }

  /** The worker has a task, or ends. */
  public static void polled(boolean idle) {
    if (idle) {
      LockProbe.idleEnded();
    }
  }

  /** A platform thread ends. */
  public static void threadEnding(Thread thread) {
    LockProbe.threadEnding(thread, 0);
  }
}
