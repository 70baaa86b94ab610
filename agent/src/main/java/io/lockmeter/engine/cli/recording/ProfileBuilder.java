package io.lockmeter.engine.cli.recording;

import static java.util.Objects.requireNonNull;

import io.lockmeter.engine.analyze.HistogramSnapshot;
import io.lockmeter.engine.analyze.LockSnapshot;
import io.lockmeter.engine.analyze.ProfileSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedStackTrace;
import org.jspecify.annotations.Nullable;

/** Puts the snapshot at the end of a recording together from its events, in any order. */
final class ProfileBuilder {

  private final Map<LockKey, RecordedLock> locks = new LinkedHashMap<>();
  private @Nullable RecordedStatus status;
  private Instant statusAt = Instant.MIN;
  private long uptimeNanos;
  private boolean anyTotals;
  private boolean started;

  /** Whether there was any event of the agent. */
  boolean started() {
    return started;
  }

  /** Whether there is all that a report needs. */
  boolean complete() {
    return status != null && (locks.isEmpty() || anyTotals);
  }

  void statistics(RecordedEvent event) {
    LockKey key = LockKey.of(event);
    lock(key).statistics(key, event);
    anyTotals = true;
    uptimeNanos = Math.max(uptimeNanos, Fields.nanos(event, "uptime"));
  }

  void site(RecordedEvent event) {
    lock(LockKey.of(event)).sites().add(event);
  }

  void flagged(RecordedEvent event) {
    lock(LockKey.of(event)).flag(event);
  }

  void lockWait(RecordedEvent event) {
    RecordedStackTrace stack = event.getStackTrace();
    RecordedLock lock = lock(LockKey.of(event));
    if (stack != null && !stack.getFrames().isEmpty()) {
      lock.sites().addWait(WaitSite.of(stack.getFrames()), event.getDuration().toNanos());
    }
  }

  void status(RecordedEvent event) {
    started = true;
    uptimeNanos = Math.max(uptimeNanos, Fields.nanos(event, "uptime"));
    if (!event.getStartTime().isBefore(statusAt)) {
      statusAt = event.getStartTime();
      status = RecordedStatus.of(event);
    }
  }

  private RecordedLock lock(LockKey key) {
    started = true;
    return locks.computeIfAbsent(key, unused -> new RecordedLock());
  }

  RecordedProfile build() {
    List<LockSnapshot> snapshots = new ArrayList<>();
    for (RecordedLock lock : locks.values()) {
      LockSnapshot snapshot = lock.snapshot();
      if (snapshot != null) {
        snapshots.add(snapshot);
      }
    }
    snapshots.sort(Comparator.comparingLong(LockSnapshot::waitNanos).reversed());
    RecordedStatus last = requireNonNull(status);
    ProfileSnapshot profile =
        new ProfileSnapshot(
            last.startedAt(),
            uptimeNanos,
            last.windowNanos(),
            last.flagRatio(),
            List.copyOf(snapshots),
            new HistogramSnapshot(List.of(), List.of(0L), 0),
            last.dropped());
    return new RecordedProfile(profile, last.coverage(), last.jvm());
  }
}
