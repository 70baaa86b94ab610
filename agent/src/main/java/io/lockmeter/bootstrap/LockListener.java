package io.lockmeter.bootstrap;

/**
 * What the hooks tell the engine. Implementations never throw, block or wait for another thread,
 * and allocate only the first time a lock, a site or a thread is seen.
 *
 * <p>Times are those of {@link LockProbe#now()}: nanoseconds, always positive.
 */
public interface LockListener {

  /**
   * The token of a hold that may be noted in {@link InflatedMonitors} and is not measured. No time
   * is as small.
   */
  long TRACKED = 1;

  /**
   * A thread begins to wait for a lock of {@code java.util.concurrent}.
   *
   * @param sync the synchronizer that queues the thread, or the {@code StampedLock}
   * @param shared whether it is acquired in shared mode
   * @param maybeFree whether the lock looked free, as it may when it is re-acquired after a
   *     condition was signalled
   * @return a token for {@link #waitEnded}, or 0 if this wait is not to be recorded
   */
  long waitStarted(Object sync, boolean shared, boolean maybeFree);

  /** The wait that {@code token} stands for is over, with or without the lock. */
  void waitEnded(long token, Object sync, boolean shared, boolean acquired);

  /**
   * The calling thread is about to release {@code sync} while others are queued for it, and {@link
   * ReleaseTicks} has drawn that release.
   */
  void releasing(Object sync, boolean shared);

  /** An acquisition was drawn by the sampler. The calling thread now holds {@code sync}. */
  void acquisitionSampled(SampleStripe stripe, Object sync, boolean shared);

  /**
   * The calling thread is about to release {@code sync}, whose hold is measured in {@code slot}.
   *
   * @param entirely whether it is given up however often it is held
   */
  void holdEnding(SampleStripe stripe, int slot, Object sync, boolean entirely);

  /**
   * A thread is about to enter a monitor that was not free when looked at and that it does not
   * hold: another thread holds it, or it is inflated.
   *
   * @param mark its mark word if it is inflated, and so may be free; 0 if another thread holds it
   * @param weight how many entries this one stands for: more than 1 if {@link HotMonitors} drew it
   * @param since when it came
   * @return a token greater than {@link #TRACKED}, or 0 if this wait is not to be recorded
   */
  long monitorWaitStarted(Object monitor, int site, long mark, int weight, long since);

  /**
   * An acquisition of a free monitor was drawn by the sampler; the monitor is not entered yet.
   *
   * @return a negative token, or 0
   */
  long monitorSampled(SampleStripe stripe, Object monitor, int site);

  /**
   * The monitor was entered; {@code token} is what one of the two methods above gave.
   *
   * @return a token for {@link #monitorExiting}, or 0 if the hold is not measured
   */
  long monitorEntered(long token, Object monitor, int site);

  /**
   * A monitor of {@link HotMonitors} was entered, {@link CoarseClock} has ticked since the thread
   * was about to, and the entry was not drawn. {@code token} is that of the entry.
   */
  void monitorEnteredLate(long token, Object monitor, int site);

  /**
   * The monitor is about to be left. {@code token} is 0 or {@link #TRACKED} if others may wait for
   * it; with the latter, {@link ReleaseTicks} has drawn that exit, or it ends a long hold of a
   * monitor that is {@code hot}.
   */
  void monitorExiting(long token, Object monitor, int site, boolean hot);

  /** The calling thread is about to leave {@code monitor}, however often held, to wait in it. */
  void monitorAwaiting(Object monitor);

  /** The calling thread has waited in {@code monitor}, and holds it again. */
  void monitorAwaited(Object monitor);

  /** The calling thread begins to wait for work. */
  void idleStarted();

  /** The calling thread got work, or gave up waiting for it. */
  void idleEnded();

  /** {@code thread} is about to be started by the calling thread. */
  void threadStarting(Thread thread);

  /**
   * The calling thread, or virtual thread, is at its end; it began at {@code startedAt} or 0 if
   * unknown.
   */
  void threadEnding(Thread thread, long startedAt);

  /** The application gave {@code lock} the name {@code name}. */
  void named(Object lock, String name);
}
