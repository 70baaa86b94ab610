package io.lockmeter.bootstrap;

/**
 * What sort of lock a hook reports, as an {@code int} so that hooks pass a constant.
 *
 * <p>{@link #label(int)} gives the value of the {@code kind} label in metrics, events and reports.
 */
public final class LockKind {

  public static final int MONITOR = 0;
  public static final int REENTRANT = 1;
  public static final int READ = 2;
  public static final int WRITE = 3;
  public static final int STAMPED_READ = 4;
  public static final int STAMPED_WRITE = 5;
  public static final int OTHER = 6;

  /** A synchronizer that is no lock, such as a semaphore or a latch. */
  public static final int NONE = 7;

  private static final String[] LABELS = {
    "monitor", "reentrant", "read", "write", "stamped_read", "stamped_write", "other", "none"
  };

  private LockKind() {}

  public static String label(int kind) {
    return LABELS[kind];
  }
}
