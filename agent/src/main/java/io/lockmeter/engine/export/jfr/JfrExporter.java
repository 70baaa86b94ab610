package io.lockmeter.engine.export.jfr;

import io.lockmeter.engine.analyze.FlagListener;
import io.lockmeter.engine.analyze.LockSnapshot;
import io.lockmeter.engine.analyze.ProfileSource;
import io.lockmeter.engine.instrument.Coverage;
import io.lockmeter.engine.record.WaitEvents;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes JFR events while a recording wants them; see {@code docs/metrics-and-events.md}.
 * Thread-safe.
 *
 * <p>This class names no class of {@code jdk.jfr}, so that it loads where the module is missing.
 */
public final class JfrExporter implements FlagListener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(JfrExporter.class);

  private final JfrEvents events;

  private JfrExporter(JfrEvents events) {
    this.events = events;
  }

  /**
   * Registers the event types. It starts parts of JFR, which takes up to 0.2 s: call it off the
   * application's start-up path.
   *
   * @return null, after one line in the log, if JFR cannot be used here
   */
  public static @Nullable JfrExporter start(
      ProfileSource source, Coverage coverage, String version) {
    if (ModuleLayer.boot().findModule("jdk.jfr").isEmpty()) {
      LOG.warn(
          "jfr: no JFR events, as module jdk.jfr is missing from this run-time image; add it (jlink"
              + " --add-modules jdk.jfr) or set jfr=false. All else works");
      return null;
    }
    try {
      return new JfrExporter(JfrEvents.register(source, coverage, version));
    } catch (RuntimeException | LinkageError e) {
      LOG.warn(
          "jfr: no JFR events, as Flight Recorder cannot be used ({}); set jfr=false if that is"
              + " intended. All else works",
          e.toString());
      return null;
    }
  }

  /** Receives single waits; {@code begin()} costs about a nanosecond while nothing is recorded. */
  public WaitEvents waitEvents() {
    return events.waits();
  }

  /** Waits over the threshold that were not written because there were too many in one second. */
  public long suppressedEvents() {
    return events.waits().suppressed();
  }

  @Override
  public void flagged(LockSnapshot lock) {
    events.writeFlag(lock, true);
  }

  @Override
  public void cleared(LockSnapshot lock) {
    events.writeFlag(lock, false);
  }

  /** Unregisters the event types; waits that end later are not written. */
  @Override
  public void close() {
    events.unregister();
  }
}
