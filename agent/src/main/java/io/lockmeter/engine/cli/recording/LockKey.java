package io.lockmeter.engine.cli.recording;

import jdk.jfr.consumer.RecordedEvent;

/** What tells the events of one lock from those of another. */
record LockKey(String lock, String kind) {

  static LockKey of(RecordedEvent event) {
    return new LockKey(Fields.text(event, "lock"), Fields.text(event, "kind"));
  }
}
