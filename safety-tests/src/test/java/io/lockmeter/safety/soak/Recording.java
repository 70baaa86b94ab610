package io.lockmeter.safety.soak;

import io.lockmeter.testing.Processes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** What a recording says of the locks of the programs here. */
final class Recording {

  private static final String PROGRAMS = Recording.class.getPackageName() + ".";

  private static final Pattern CODE_OF_LOCKS =
      Pattern.compile(
          "java\\.util\\.concurrent\\.locks\\.|.*lockmeter\\.(bootstrap|engine)\\.|.*Lockmeter");

  private final Map<String, Long> contended = new HashMap<>();
  private final Map<String, Long> waitNanos = new HashMap<>();
  private long waits;

  /** For the command line of a JVM that shall write every wait. */
  static final String OPTION =
      "-XX:StartFlightRecording:name=soak,settings=default,+lockmeter.LockWait#threshold=0ns";

  /** Flight Recorder keeps what it knows of a chunk until the next, so there shall be many. */
  static final String CHUNKS = "-XX:FlightRecorderOptions:maxchunksize=1M";

  /** Or it would say on standard output that it has started. */
  static final String SILENT = "-Xlog:jfr+startup=error";

  /** Ends the recording of a program and reads it. */
  static Recording of(long pid, Path file) throws IOException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process process =
        Processes.of(
                jcmd.toString(), String.valueOf(pid), "JFR.stop", "name=soak", "filename=" + file)
            .redirectErrorStream(true)
            .start();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!answer.contains("Stopped recording")) {
      throw new IOException(answer);
    }
    return read(file);
  }

  private static Recording read(Path file) throws IOException {
    Recording recording = new Recording();
    try (RecordingFile events = new RecordingFile(file)) {
      while (events.hasMoreEvents()) {
        recording.add(events.readEvent());
      }
    }
    return recording;
  }

  private void add(RecordedEvent event) {
    switch (event.getEventType().getName()) {
      case "lockmeter.LockWait" -> waits += ofProgram(event) ? 1 : 0;
      case "lockmeter.LockStatistics" -> {
        // Totals grow, so of several the greatest is the last, in whatever order they are written.
        contended.merge(label(event), event.getLong("contended"), Math::max);
        waitNanos.merge(label(event), event.getDuration("waitTime").toNanos(), Math::max);
      }
      default -> {}
    }
  }

  /** How many single waits it has. */
  long waits() {
    return waits;
  }

  /** How many waits the last statistics tell, by name and kind of lock. */
  Map<String, Long> contended() {
    return contended;
  }

  /** How long they are together. */
  Map<String, Long> waitNanos() {
    return waitNanos;
  }

  // A lock that is waited for right after it was made has no name yet.
  private static boolean ofProgram(RecordedEvent event) {
    String lock = event.getString("lock");
    return lock != null
        ? lock.startsWith(PROGRAMS)
        : event.getStackTrace().getFrames().stream()
            .map(frame -> frame.getMethod().getType().getName())
            .filter(type -> !CODE_OF_LOCKS.matcher(type).lookingAt())
            .findFirst()
            .map(type -> type.startsWith(PROGRAMS))
            .orElse(false);
  }

  private static String label(RecordedEvent event) {
    return event.getString("lock") + " " + event.getString("kind");
  }
}
