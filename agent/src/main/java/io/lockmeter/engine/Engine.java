package io.lockmeter.engine;

import io.lockmeter.bootstrap.LockProbe;
import io.lockmeter.engine.analyze.Profiler;
import io.lockmeter.engine.attach.ReportExchange;
import io.lockmeter.engine.config.Config;
import io.lockmeter.engine.config.Config.Monitors;
import io.lockmeter.engine.export.jfr.JfrExporter;
import io.lockmeter.engine.instrument.Coverage;
import io.lockmeter.engine.instrument.JdkHooks;
import io.lockmeter.engine.instrument.SelfTest;
import io.lockmeter.engine.instrument.monitor.MonitorHooks;
import io.lockmeter.engine.instrument.monitor.MonitorProbeDefiner;
import io.lockmeter.engine.instrument.monitor.RewrittenMethods;
import io.lockmeter.engine.naming.MonitorSites;
import io.lockmeter.engine.record.Recorder;
import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Weaves the hooks and starts to record, on the thread that starts the agent, so that nothing of
 * the application runs before. All that takes long or loads much is left to {@link Exporters}.
 *
 * <p>{@link #close} takes everything out again.
 */
final class Engine implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  private final Config config;
  private final Instrumentation instrumentation;
  private final String version;
  private final boolean late;
  private final Parts parts = new Parts();
  private final Coverage coverage = new Coverage();
  private final MonitorSites monitorSites = new MonitorSites();
  private final JfrExporter jfr = new JfrExporter();
  private @Nullable MonitorHooks monitors;
  private @Nullable Exporters exporters;

  /**
   * @param late whether the application runs already
   */
  Engine(Config config, Instrumentation instrumentation, String version, boolean late) {
    this.config = config;
    this.instrumentation = instrumentation;
    this.version = version;
    this.late = late;
  }

  void start(File jar) {
    EarlyClasses.initialize();
    openLocks();
    parts.add(LockProbe::silence);
    JdkHooks hooks = parts.add(JdkHooks.install(instrumentation, config, coverage));
    monitors = installMonitors(jar);
    SelfTest.run(config, coverage);
    Recorder recorder =
        parts.add(new Recorder(config.locks(), monitorSites, tracked(monitors), jfr));
    Profiler profiler =
        new Profiler(
            recorder.records(), new EntryNames(monitorSites), config.window(), config.flagRatio());
    LockProbe.listen(recorder);
    parts.add(LockProbe::silence);
    parts.add(profiler).start();
    if (late && monitors != null) {
      monitors.rewriteLoaded();
    }
    RewrittenMethods rewritten = monitors == null ? new RewrittenMethods() : monitors.methods();
    exporters =
        parts.add(
            new Exporters(
                config, instrumentation, late, hooks, coverage, version, profiler, jfr, rewritten));
    exporters.start();
  }

  private Predicate<Class<?>> tracked(@Nullable MonitorHooks hooks) {
    // Code that was loaded before enters monitors that rewritten code knows nothing of.
    return hooks == null || late ? type -> false : hooks.tracked();
  }

  // Hold counts are asked of the locks' synchronizers, which are not public.
  private void openLocks() {
    instrumentation.redefineModule(
        Object.class.getModule(),
        Set.of(),
        Map.of(),
        Map.of("java.util.concurrent.locks", Set.of(Engine.class.getModule())),
        Set.of(),
        Map.of());
  }

  /** What rewrites monitors from now on, or null if nothing does. */
  private @Nullable MonitorHooks installMonitors(File jar) {
    coverage.monitors(config.monitors().name().toLowerCase(Locale.ROOT));
    try {
      // Also where no monitor is rewritten: locks that are given a name report it there.
      MonitorProbeDefiner.define(instrumentation, jar);
    } catch (IOException | LinkageError e) {
      LOG.warn("monitors=rewrite is not possible here ({}); JFR is asked instead", e.toString());
      coverage.monitors("jfr, as rewriting failed: " + e);
      return null;
    }
    return config.monitors() == Monitors.REWRITE
        ? parts.add(MonitorHooks.install(instrumentation, monitorSites, config, coverage, late))
        : null;
  }

  /** Writes a report on what was recorded so far. */
  void dump(File file) throws IOException {
    Exporters running = exporters;
    if (running == null) {
      throw new IOException("the agent has only begun to start; try again");
    }
    running.dump(file);
  }

  /** Writes a report, and from then on one whenever {@code exchange} asks for it. */
  void watch(ReportExchange exchange) throws IOException {
    dump(exchange.report());
    parts.add(new ReportWatch(exchange, this::dump)).start();
  }

  /** One line on what was started late. */
  String attached() {
    return "lockmeter "
        + version
        + " profiles "
        + (coverage.state().selfTest().equals("passed") ? "" : "in part ")
        + "since now: locks "
        + (coverage.state().locks().isEmpty() ? "none" : String.join(" ", coverage.state().locks()))
        + "; monitors "
        + coverage.state().monitors()
        + "; self-test "
        + coverage.state().selfTest();
  }

  /** One line on what is left of an engine that was closed. */
  String detached() {
    MonitorHooks hooks = monitors;
    int kept = hooks == null ? 0 : hooks.kept();
    return kept == 0
        ? "detached: all classes have their own code back"
        : "detached: all classes have their own code back, but that synchronized methods of "
            + kept
            + (kept == 1 ? " class" : " classes")
            + " stay synchronized blocks, without any hook, as the JVM gives no modifier back";
  }

  @Override
  public void close() {
    parts.close();
    try {
      RecordLinkage.forget();
    } catch (Throwable e) {
      LOG.debug("the engine's classes may stay loaded", e);
    }
  }
}
