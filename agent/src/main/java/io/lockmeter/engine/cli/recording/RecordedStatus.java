package io.lockmeter.engine.cli.recording;

import io.lockmeter.engine.export.report.RunningJvm;
import io.lockmeter.engine.instrument.Coverage;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;

/** The last status in a recording. */
record RecordedStatus(
    RunningJvm jvm,
    Instant startedAt,
    long windowNanos,
    double flagRatio,
    Coverage.State coverage,
    SortedMap<String, Long> dropped) {

  static RecordedStatus of(RecordedEvent event) {
    return new RecordedStatus(
        new RunningJvm(
            Fields.text(event, "version"),
            Fields.text(event, "java"),
            Fields.text(event, "vm"),
            event.getLong("pid")),
        event.getInstant("startedAt"),
        Fields.nanos(event, "window"),
        event.getDouble("flagRatio"),
        new Coverage.State(
            Fields.text(event, "monitors"),
            event.getInt("classesRewritten"),
            List.of(),
            event.getInt("classesSkipped"),
            list(Fields.text(event, "locks")),
            Fields.text(event, "selfTest")),
        dropped(Fields.text(event, "droppedReasons")));
  }

  private static List<String> list(String joined) {
    return joined.isEmpty() ? List.of() : List.of(joined.split(","));
  }

  private static SortedMap<String, Long> dropped(String reasons) {
    SortedMap<String, Long> dropped = new TreeMap<>();
    for (String reason : list(reasons)) {
      int equals = reason.indexOf('=');
      dropped.put(reason.substring(0, equals), Long.valueOf(reason.substring(equals + 1)));
    }
    return dropped;
  }
}
