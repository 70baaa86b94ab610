package io.lockmeter.engine.export.jfr;

import jdk.jfr.FlightRecorder;

/** Apart from {@link JfrEvents}, since to load the event types is the better part of the cost. */
final class JfrUse {

  private JfrUse() {}

  /** Whether anybody in this JVM has used Flight Recorder. */
  static boolean any() {
    return FlightRecorder.isInitialized();
  }
}
