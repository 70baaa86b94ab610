package io.lockmeter.engine.cli.recording;

import io.lockmeter.engine.analyze.LockSnapshot;
import java.time.Instant;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import org.jspecify.annotations.Nullable;

/** All that a recording tells of one lock; the last totals count. */
final class RecordedLock {

  private final RecordedSites sites = new RecordedSites();
  private @Nullable LockSnapshot totals;
  private Instant totalsAt = Instant.MIN;
  private Instant flagAt = Instant.MIN;
  private boolean flag;
  private boolean everFlagged;

  RecordedSites sites() {
    return sites;
  }

  void statistics(LockKey key, RecordedEvent event) {
    if (event.getStartTime().isBefore(totalsAt)) {
      return;
    }
    totalsAt = event.getStartTime();
    totals =
        new LockSnapshot(
            key.lock(),
            key.kind(),
            Fields.text(event, "lockClass"),
            event.getInt("instances"),
            event.getLong("acquisitions"),
            event.getLong("contended"),
            event.getLong("abandoned"),
            Fields.nanos(event, "waitTime"),
            Fields.nanos(event, "maxWait"),
            Fields.nanos(event, "holdTime"),
            Fields.nanos(event, "executionTime"),
            event.getInt("waiters"),
            event.getDouble("waitRatio"),
            event.getDouble("waitRatioWindow"),
            event.getDouble("waitRatioPeak"),
            event.getBoolean("flagged"),
            event.getBoolean("everFlagged"),
            List.of(),
            List.of());
  }

  /** A flag may have come after the last totals. */
  void flag(RecordedEvent event) {
    everFlagged |= event.getBoolean("flagged");
    if (!event.getStartTime().isBefore(flagAt)) {
      flagAt = event.getStartTime();
      flag = event.getBoolean("flagged");
    }
  }

  /** The lock at the end of the recording, or null if its totals are not in there. */
  @Nullable LockSnapshot snapshot() {
    LockSnapshot last = totals;
    if (last == null) {
      return null;
    }
    return new LockSnapshot(
        last.lock(),
        last.kind(),
        last.lockClass(),
        last.instances(),
        last.acquisitions(),
        last.contended(),
        last.abandoned(),
        last.waitNanos(),
        last.waitMaxNanos(),
        last.holdNanos(),
        last.executionNanos(),
        last.waiters(),
        last.waitRatio(),
        last.waitRatioWindow(),
        last.waitRatioPeak(),
        flagAt.isAfter(totalsAt) ? flag : last.flagged(),
        last.everFlagged() || everFlagged,
        sites.sites(last.contended(), last.waitNanos()),
        sites.holders());
  }
}
