package io.lockmeter.engine;

import io.lockmeter.bootstrap.LockProbe;
import io.lockmeter.engine.analyze.Profiler;
import io.lockmeter.engine.config.Config;
import io.lockmeter.engine.config.Config.Monitors;
import io.lockmeter.engine.export.jfr.JfrExporter;
import io.lockmeter.engine.instrument.Coverage;
import io.lockmeter.engine.instrument.JdkHooks;
import io.lockmeter.engine.instrument.SelfTest;
import io.lockmeter.engine.instrument.monitor.MonitorProbeDefiner;
import io.lockmeter.engine.instrument.monitor.MonitorRewriter;
import io.lockmeter.engine.instrument.monitor.MonitorTransformer;
import io.lockmeter.engine.instrument.monitor.RewrittenMethods;
import io.lockmeter.engine.instrument.monitor.TrackedClasses;
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
 */
final class Engine {

  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  private final Config config;
  private final Instrumentation instrumentation;
  private final Coverage coverage = new Coverage();
  private final MonitorSites monitorSites = new MonitorSites();
  private final JfrExporter jfr = new JfrExporter();

  Engine(Config config, Instrumentation instrumentation) {
    this.config = config;
    this.instrumentation = instrumentation;
  }

  void start(File jar, String version) {
    openLocks();
    JdkHooks hooks = JdkHooks.install(instrumentation, config, coverage);
    MonitorRewriter rewriter = installMonitors(jar);
    SelfTest.run(config, coverage);
    Recorder recorder = new Recorder(config.locks(), monitorSites, tracked(rewriter), jfr);
    Profiler profiler =
        new Profiler(
            recorder.records(), new EntryNames(monitorSites), config.window(), config.flagRatio());
    LockProbe.listen(recorder);
    profiler.start();
    RewrittenMethods rewritten = rewriter == null ? new RewrittenMethods() : rewriter.methods();
    new Exporters(config, instrumentation, hooks, coverage, version, profiler, jfr, rewritten)
        .start();
  }

  private Predicate<Class<?>> tracked(@Nullable MonitorRewriter rewriter) {
    if (rewriter == null) {
      return type -> false;
    }
    TrackedClasses tracked = new TrackedClasses(rewriter, config);
    tracked.start();
    return tracked;
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
  private @Nullable MonitorRewriter installMonitors(File jar) {
    coverage.monitors(config.monitors().name().toLowerCase(Locale.ROOT));
    try {
      // Also where no monitor is rewritten: locks that are given a name report it there.
      MonitorProbeDefiner.define(instrumentation, jar);
    } catch (IOException | LinkageError e) {
      LOG.warn("monitors=rewrite is not possible here ({}); JFR is asked instead", e.toString());
      coverage.monitors("jfr, as rewriting failed: " + e);
      return null;
    }
    if (config.monitors() != Monitors.REWRITE) {
      return null;
    }
    MonitorRewriter rewriter = new MonitorRewriter(monitorSites, coverage);
    instrumentation.addTransformer(new MonitorTransformer(rewriter, config, coverage), true);
    return rewriter;
  }
}
