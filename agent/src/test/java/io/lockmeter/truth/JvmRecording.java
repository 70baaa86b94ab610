package io.lockmeter.truth;

import io.lockmeter.testing.AgentStart;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;

/** Whether somebody records what happens in this JVM, as the agent does once it has started. */
final class JvmRecording {

  private static final long PAUSE_NANOS = 10_000_000;

  private JvmRecording() {}

  /** Waits for a recording to run, if {@code arguments} say {@code recorded}. */
  static void await(String[] arguments) {
    if (arguments.length > 0 && arguments[0].equals("recorded")) {
      AgentStart.await();
      while (!running()) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private static boolean running() {
    if (!FlightRecorder.isInitialized()) {
      return false;
    }
    for (Recording recording : FlightRecorder.getFlightRecorder().getRecordings()) {
      if (recording.getState() == RecordingState.RUNNING) {
        return true;
      }
    }
    return false;
  }
}
