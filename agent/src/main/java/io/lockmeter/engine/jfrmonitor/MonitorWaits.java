package io.lockmeter.engine.jfrmonitor;

import org.jspecify.annotations.Nullable;

/** Receives waits for monitors, one call per wait, about a second after it ended. */
public interface MonitorWaits {

  /**
   * A thread waited for a monitor and has entered it. Calls come from one thread at a time.
   *
   * @param lock name of the monitor
   * @param lockClass binary name of the class of the object whose monitor it is
   * @param site first application frame, as in {@code com.acme.Foo.bar:42}
   * @param threadId {@link Thread#getId()} of the thread that waited
   * @param startNanos when it began to wait, on the clock of {@link
   *     io.lockmeter.bootstrap.LockProbe#now()}; right to about a millisecond
   * @param durationNanos how long it waited
   * @param previousOwner name of the thread that left the monitor, if known
   */
  void waited(
      String lock,
      String lockClass,
      String site,
      long threadId,
      long startNanos,
      long durationNanos,
      @Nullable String previousOwner);
}
