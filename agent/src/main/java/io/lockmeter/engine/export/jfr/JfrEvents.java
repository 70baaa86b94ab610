package io.lockmeter.engine.export.jfr;

import io.lockmeter.engine.analyze.LockSnapshot;
import io.lockmeter.engine.analyze.ProfileSnapshot;
import io.lockmeter.engine.analyze.ProfileSource;
import io.lockmeter.engine.export.report.RunningJvm;
import io.lockmeter.engine.instrument.Coverage;
import io.lockmeter.engine.logging.Failure;
import java.util.List;
import java.util.function.Consumer;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The registered event types and what is written periodically while a recording wants it. */
final class JfrEvents {

  private static final Logger LOG = LoggerFactory.getLogger(JfrEvents.class);

  /**
   * Registered by {@link #register} alone, not while they are initialized: other agents may be the
   * first to have JFR look at them, which holds a lock that registering needs.
   */
  private static final List<Class<? extends Event>> TYPES =
      List.of(
          LockWaitEvent.class,
          LockStatisticsEvent.class,
          LockSiteEvent.class,
          LockFlaggedEvent.class,
          StatusEvent.class);

  private final ProfileSource source;
  private final Coverage coverage;
  private final SnapshotEvents events;
  private final JfrWaitEvents waits;
  private final Failure failure = new Failure(LOG, "Periodic JFR events are not written");
  // JFR finds a hook again by its identity only.
  private final Runnable statistics = this::writeStatistics;
  private final Runnable sites = this::writeSites;
  private final Runnable chunk = this::writeChunk;

  private JfrEvents(ProfileSource source, Coverage coverage, String version) {
    this.source = source;
    this.coverage = coverage;
    events = new SnapshotEvents(RunningJvm.with(version));
    for (Class<? extends Event> type : TYPES) {
      FlightRecorder.register(type);
    }
    waits = new JfrWaitEvents();
    FlightRecorder.addPeriodicEvent(LockStatisticsEvent.class, statistics);
    FlightRecorder.addPeriodicEvent(LockSiteEvent.class, sites);
    FlightRecorder.addPeriodicEvent(StatusEvent.class, chunk);
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
    events.writeFlag(lock, flagged);
  }

  private void writeStatistics() {
    write(events::writeStatistics);
  }

  private void writeSites() {
    write(events::writeSites);
  }

  /** So that what a recording adds to the totals is known, however short it is. */
  private void writeChunk() {
    write(
        profile -> {
          events.writeStatistics(profile);
          events.writeSites(profile);
          events.writeStatus(profile, coverage.state(), waits.suppressed());
        });
  }

  // Thrown on, it would make JFR write to the application's output.
  private void write(Consumer<ProfileSnapshot> what) {
    try {
      what.accept(source.snapshot());
    } catch (Throwable e) {
      failure.note(e);
    }
  }

  void unregister() {
    FlightRecorder.removePeriodicEvent(statistics);
    FlightRecorder.removePeriodicEvent(sites);
    FlightRecorder.removePeriodicEvent(chunk);
    for (Class<? extends Event> type : TYPES) {
      FlightRecorder.unregister(type);
    }
  }
}
