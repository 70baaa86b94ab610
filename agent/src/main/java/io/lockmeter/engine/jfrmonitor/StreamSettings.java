package io.lockmeter.engine.jfrmonitor;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;
import jdk.jfr.consumer.RecordingStream;
import org.jspecify.annotations.Nullable;

/**
 * What the agent's own recording asks for: one event of the JVM, and of all others what they would
 * be without it.
 *
 * <p>An event outside the JDK follows the defaults of its class as long as no recording says
 * anything of it. So while nobody else records, this one must switch such events off, or they would
 * be on for its sake; and while somebody does, it must say nothing, or they would be off for all.
 */
final class StreamSettings {

  private final RecordingStream stream;
  private final Map<String, String> wanted;
  private final AtomicInteger requests = new AtomicInteger();
  private volatile Map<String, String> applied = Map.of();

  StreamSettings(RecordingStream stream, String event) {
    this.stream = stream;
    this.wanted =
        Map.of(
            event + "#enabled", "true",
            event + "#threshold", "0 ns",
            event + "#stackTrace", "true");
  }

  /**
   * Applies what the recordings and event types of this moment call for; to be called when either
   * changes. Waits for nobody, since JFR tells of recordings while it holds locks of its own: a
   * thread that finds another one at it leaves the rest to that.
   *
   * @param own the agent's recording, if it is known yet
   */
  void update(@Nullable Recording own) {
    if (requests.getAndIncrement() > 0) {
      return;
    }
    try {
      int seen;
      do {
        seen = requests.get();
        apply(own);
      } while (!requests.compareAndSet(seen, 0));
    } catch (RuntimeException e) {
      requests.set(0);
      throw e;
    }
  }

  private void apply(@Nullable Recording own) {
    Map<String, String> settings = new HashMap<>(wanted);
    FlightRecorder recorder = FlightRecorder.getFlightRecorder();
    if (!othersRecord(recorder, own)) {
      for (EventType type : recorder.getEventTypes()) {
        if (!type.getName().startsWith("jdk.")) {
          settings.put(type.getName() + "#enabled", "false");
        }
      }
    }
    if (!settings.equals(applied)) {
      stream.setSettings(settings);
      applied = settings;
    }
  }

  private static boolean othersRecord(FlightRecorder recorder, @Nullable Recording own) {
    for (Recording recording : recorder.getRecordings()) {
      if (recording.getState() == RecordingState.RUNNING && !recording.equals(own)) {
        return true;
      }
    }
    return false;
  }
}
