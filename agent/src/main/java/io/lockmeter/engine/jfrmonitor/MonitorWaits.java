package io.lockmeter.engine.jfrmonitor;

import io.lockmeter.engine.record.MeasuredWait;

/** Receives waits for monitors, one call per wait, about a second after it ended. */
@FunctionalInterface
public interface MonitorWaits {

  /** A thread waited for a monitor and has entered it. Calls come from one thread at a time. */
  void waited(MeasuredWait wait);
}
