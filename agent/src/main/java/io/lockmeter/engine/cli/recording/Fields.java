package io.lockmeter.engine.cli.recording;

import jdk.jfr.consumer.RecordedEvent;

/** Values of events, whose strings may be null. */
final class Fields {

  private Fields() {}

  static String text(RecordedEvent event, String field) {
    String text = event.getString(field);
    return text == null ? "" : text;
  }

  static long nanos(RecordedEvent event, String field) {
    return event.getDuration(field).toNanos();
  }
}
