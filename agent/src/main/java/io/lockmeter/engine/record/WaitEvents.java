package io.lockmeter.engine.record;

import org.jspecify.annotations.Nullable;

/**
 * Receives single waits, on the thread that waited, while somebody wants to see them one by one.
 */
public interface WaitEvents {

  /** Starts an event, or returns null when nobody records any. */
  @Nullable Object begin();

  /**
   * Ends what {@link #begin} gave.
   *
   * @return whether it is to be committed; false if it was too short or there were too many
   */
  boolean end(Object event);

  /**
   * Writes what {@link #end} has ended and found to be wanted.
   *
   * @param lockClass class of the lock object
   * @param previousOwner the thread whose release ended the wait, if known
   * @param lockId identifies the lock object in this JVM; not an address
   * @param lock its name, or null while it has none
   * @param kind a constant of {@link io.lockmeter.bootstrap.LockKind}
   * @param waiters threads that waited for it, this one included
   * @param acquired false if the wait timed out or was interrupted
   */
  void commit(
      Object event,
      Class<?> lockClass,
      @Nullable Thread previousOwner,
      long lockId,
      @Nullable String lock,
      int kind,
      int waiters,
      boolean acquired);

  /** How many were long enough and yet not written, because there were too many. */
  long suppressed();
}
