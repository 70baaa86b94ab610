package io.lockmeter.engine.export.metrics;

import io.lockmeter.engine.analyze.HistogramSnapshot;
import io.lockmeter.engine.analyze.LockSnapshot;
import io.lockmeter.engine.analyze.ProfileSnapshot;
import io.lockmeter.engine.analyze.ProfileSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All meters of the agent; {@code docs/metrics-and-events.md} lists them.
 *
 * <ol>
 *   <li>Meters show the snapshot that {@link #refresh} took last: call it before each scrape. One
 *       refresh takes one snapshot, however many locks there are.
 *   <li>Meters of locks seen for the first time are registered by {@code refresh}, never on a
 *       thread of the application.
 *   <li>Counters never go back while this object lives.
 *   <li>At most {@code maxLocks} lock names have series of their own.
 * </ol>
 *
 * <p>Thread-safe. Micrometer has no histogram over counts that somebody else keeps, so that of the
 * wait durations is no meter; {@link PrometheusExporter} adds it.
 *
 * <p>This class and those it uses call nothing that Micrometer 1.5 does not have, and name no class
 * of Prometheus: they are linked against the application's Micrometer too.
 */
public final class LockMetrics implements MeterBinder, AutoCloseable {

  private final ProfileSource source;
  private final String version;
  private final String monitors;
  private final LockSeriesTable locks;
  private final DroppedCounters dropped = new DroppedCounters();
  private final List<Meter> meters = new ArrayList<>();
  private @Nullable MeterRegistry registry;
  private volatile int tracked;
  private volatile int flagged;
  private volatile @Nullable HistogramSnapshot durations;

  /**
   * @param maxLocks lock names with series of their own
   * @param monitors how monitors are timed, as {@link
   *     io.lockmeter.engine.instrument.Coverage.State#monitors} says; only its first word is shown
   */
  public LockMetrics(ProfileSource source, int maxLocks, String version, String monitors) {
    this.source = source;
    this.version = version;
    this.monitors = monitors.split("[^a-z]", 2)[0];
    locks = new LockSeriesTable(maxLocks);
  }

  /**
   * Registers the meters.
   *
   * @throws IllegalStateException if they are registered already
   */
  @Override
  public synchronized void bindTo(MeterRegistry target) {
    if (registry != null) {
      throw new IllegalStateException("already bound to " + registry);
    }
    registry = target;
    meters.add(
        Gauge.builder("lockmeter.locks.tracked", this, metrics -> metrics.tracked)
            .description("Locks that were seen, by name and kind")
            .register(target));
    meters.add(
        Gauge.builder("lockmeter.locks.flagged", this, metrics -> metrics.flagged)
            .description("Locks that are over the limit of the wait ratio now")
            .register(target));
    meters.add(
        Gauge.builder("lockmeter.build.info", () -> 1)
            .description("Version of the agent, of Java, and how monitors are timed")
            .tag("version", version)
            .tag("java", System.getProperty("java.version"))
            .tag("monitors", monitors)
            .register(target));
    refresh();
  }

  /** Shows the state of this moment. */
  public synchronized void refresh() {
    MeterRegistry target = registry;
    if (target == null) {
      return;
    }
    ProfileSnapshot snapshot = source.snapshot();
    locks.update(snapshot, target);
    dropped.update(snapshot.dropped(), target);
    durations = snapshot.histogram();
    tracked = snapshot.locks().size();
    flagged = (int) snapshot.locks().stream().filter(LockSnapshot::flagged).count();
  }

  /** Durations of waits as of the last refresh. */
  @Nullable HistogramSnapshot durations() {
    return durations;
  }

  /** Removes the meters from the registry. */
  @Override
  public synchronized void close() {
    MeterRegistry target = registry;
    if (target == null) {
      return;
    }
    registry = null;
    meters.forEach(target::remove);
    meters.clear();
    locks.hide(target);
    dropped.hide(target);
  }
}
