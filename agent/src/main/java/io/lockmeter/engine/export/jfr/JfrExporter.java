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
 *
 * <ol>
 *   <li>Until {@link #start} has succeeded, and after {@link #close}, it takes everything and
 *       writes nothing.
 *   <li>{@link #begin} costs about a nanosecond while no recording wants waits.
 *   <li>Thread-safe; nothing waits.
 * </ol>
 *
 * <p>This class names no class of {@code jdk.jfr}, so that it loads where the module is missing.
 */
public final class JfrExporter implements WaitEvents, FlagListener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(JfrExporter.class);

  private volatile @Nullable JfrEvents events;

  /**
   * Registers the event types. It starts parts of JFR, which takes up to 0.2 s: call it off the
   * application's start-up path. If JFR cannot be used here, that is one line in the log.
   */
  public void start(ProfileSource source, Coverage coverage, String version) {
    if (ModuleLayer.boot().findModule("jdk.jfr").isEmpty()) {
      LOG.warn(
          "jfr: no JFR events, as module jdk.jfr is missing from this run-time image; add it (jlink"
              + " --add-modules jdk.jfr) or set jfr=false. All else works");
      return;
    }
    try {
      events = JfrEvents.register(source, coverage, version);
    } catch (RuntimeException | LinkageError e) {
      LOG.warn(
          "jfr: no JFR events, as Flight Recorder cannot be used ({}); set jfr=false if that is"
              + " intended. All else works",
          e.toString());
    }
  }

  /** Whether JFR is there and nobody in this JVM has used it so far. */
  public static boolean idle() {
    return ModuleLayer.boot().findModule("jdk.jfr").isPresent() && !JfrUse.any();
  }

  /** Whether the event types are registered. */
  public boolean started() {
    return events != null;
  }

  @Override
  public @Nullable Object begin() {
    JfrEvents target = events;
    return target == null ? null : target.waits().begin();
  }

  @Override
  public boolean end(Object event) {
    JfrEvents target = events;
    return target != null && target.waits().end(event);
  }

  @Override
  public void commit(
      Object event,
      Class<?> lockClass,
      @Nullable Thread previousOwner,
      long lockId,
      @Nullable String lock,
      int kind,
      int waiters,
      boolean acquired) {
    JfrEvents target = events;
    if (target != null) {
      target.waits().commit(event, lockClass, previousOwner, lockId, lock, kind, waiters, acquired);
    }
  }

  @Override
  public long suppressed() {
    JfrEvents target = events;
    return target == null ? 0 : target.waits().suppressed();
  }

  @Override
  public void flagged(LockSnapshot lock) {
    writeFlag(lock, true);
  }

  @Override
  public void cleared(LockSnapshot lock) {
    writeFlag(lock, false);
  }

  private void writeFlag(LockSnapshot lock, boolean flagged) {
    JfrEvents target = events;
    if (target != null) {
      target.writeFlag(lock, flagged);
    }
  }

  /** Unregisters the event types; waits that end later are not written. */
  @Override
  public void close() {
    JfrEvents target = events;
    events = null;
    if (target != null) {
      target.unregister();
    }
  }
}
