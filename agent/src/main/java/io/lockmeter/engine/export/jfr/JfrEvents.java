package io.lockmeter.engine.export.jfr;

import io.lockmeter.engine.analyze.LockSnapshot;
import io.lockmeter.engine.analyze.ProfileSnapshot;
import io.lockmeter.engine.analyze.ProfileSource;
import io.lockmeter.engine.instrument.Coverage;
import java.util.List;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;

/** The registered event types and what is written periodically while a recording wants it. */
final class JfrEvents {

  private static final List<Class<? extends Event>> TYPES =
      List.of(
          LockWaitEvent.class,
          LockStatisticsEvent.class,
          LockFlaggedEvent.class,
          StatusEvent.class);

  private final ProfileSource source;
  private final Coverage coverage;
  private final String version;
  private final JfrWaitEvents waits;
  // JFR finds a hook again by its identity only.
  private final Runnable statistics = this::writeStatistics;
  private final Runnable status = this::writeStatus;

  private JfrEvents(ProfileSource source, Coverage coverage, String version) {
    this.source = source;
    this.coverage = coverage;
    this.version = version;
    for (Class<? extends Event> type : TYPES) {
      FlightRecorder.register(type);
    }
    waits = new JfrWaitEvents();
    FlightRecorder.addPeriodicEvent(LockStatisticsEvent.class, statistics);
    FlightRecorder.addPeriodicEvent(StatusEvent.class, status);
  }

  static JfrEvents register(ProfileSource source, Coverage coverage, String version) {
    if (!FlightRecorder.isAvailable()) {
      throw new IllegalStateException("this JVM has Flight Recorder switched off");
    }
    return new JfrEvents(source, coverage, version);
  }

  JfrWaitEvents waits() {
    return waits;
  }

  void writeFlag(LockSnapshot lock, boolean flagged) {
    LockFlaggedEvent event = new LockFlaggedEvent();
    event.flagged = flagged;
    event.lock = lock.lock();
    event.kind = lock.kind();
    event.waitRatio = lock.waitRatioWindow();
    event.contended = lock.contended();
    event.waitTime = lock.waitNanos();
    event.topSite = lock.sites().isEmpty() ? null : lock.sites().get(0).site();
    event.commit();
  }

  private void writeStatistics() {
    for (LockSnapshot lock : source.snapshot().locks()) {
      LockStatisticsEvent event = new LockStatisticsEvent();
      event.lock = lock.lock();
      event.kind = lock.kind();
      event.lockClass = lock.lockClass();
      event.acquisitions = lock.acquisitions();
      event.contended = lock.contended();
      event.abandoned = lock.abandoned();
      event.waitTime = lock.waitNanos();
      event.maxWait = lock.waitMaxNanos();
      event.holdTime = lock.holdNanos();
      event.executionTime = lock.executionNanos();
      event.waiters = lock.waiters();
      event.waitRatio = lock.waitRatio();
      event.waitRatioWindow = lock.waitRatioWindow();
      event.flagged = lock.flagged();
      event.commit();
    }
  }

  private void writeStatus() {
    ProfileSnapshot snapshot = source.snapshot();
    Coverage.State covered = coverage.state();
    StatusEvent event = new StatusEvent();
    event.version = version;
    event.monitors = covered.monitors();
    event.classesRewritten = covered.classesRewritten();
    event.classesSkipped = covered.skippedCount();
    event.locksTracked = snapshot.locks().size();
    event.dropped = snapshot.dropped().values().stream().mapToLong(Long::longValue).sum();
    event.suppressed = waits.suppressed();
    event.commit();
  }

  void unregister() {
    FlightRecorder.removePeriodicEvent(statistics);
    FlightRecorder.removePeriodicEvent(status);
    for (Class<? extends Event> type : TYPES) {
      FlightRecorder.unregister(type);
    }
  }
}
