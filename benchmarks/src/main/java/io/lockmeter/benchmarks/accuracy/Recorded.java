package io.lockmeter.benchmarks.accuracy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/** What a recording of JFR or of async-profiler says of waits, by the thread that waited. */
final class Recorded {

  private static final Set<String> WAITS = Set.of("jdk.JavaMonitorEnter", "jdk.ThreadPark");

  private final Map<String, Long> nanosByThread = new HashMap<>();

  static Recorded read(Path file) throws IOException {
    Recorded recorded = new Recorded();
    try (RecordingFile events = new RecordingFile(file)) {
      while (events.hasMoreEvents()) {
        recorded.add(events.readEvent());
      }
    }
    return recorded;
  }

  private void add(RecordedEvent event) {
    RecordedThread thread = event.getThread();
    if (thread != null && WAITS.contains(event.getEventType().getName())) {
      String name = thread.getJavaName();
      if (name != null) {
        nanosByThread.merge(name, event.getDuration().toNanos(), Long::sum);
      }
    }
  }

  /** The waits for {@code lock}, whose waiting thread has its label as name. */
  double waitNanos(KnownLock lock) {
    return nanosByThread.getOrDefault(lock.label(), 0L);
  }
}
