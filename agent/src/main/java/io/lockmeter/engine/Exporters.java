package io.lockmeter.engine;

import io.lockmeter.bootstrap.AgentThread;
import io.lockmeter.bootstrap.AttachPoint;
import io.lockmeter.engine.analyze.Profiler;
import io.lockmeter.engine.config.Config;
import io.lockmeter.engine.config.Config.Metrics;
import io.lockmeter.engine.config.Config.Monitors;
import io.lockmeter.engine.export.appregistry.AppRegistries;
import io.lockmeter.engine.export.http.Endpoint;
import io.lockmeter.engine.export.http.LocksPage;
import io.lockmeter.engine.export.http.Page;
import io.lockmeter.engine.export.jfr.JfrExporter;
import io.lockmeter.engine.export.jmx.JmxExporter;
import io.lockmeter.engine.export.metrics.LockMetrics;
import io.lockmeter.engine.export.metrics.PrometheusExporter;
import io.lockmeter.engine.export.report.FlagLog;
import io.lockmeter.engine.export.report.JsonReport;
import io.lockmeter.engine.export.report.ReportFile;
import io.lockmeter.engine.export.report.ReportFormats;
import io.lockmeter.engine.export.report.RunningJvm;
import io.lockmeter.engine.instrument.Coverage;
import io.lockmeter.engine.instrument.JdkHooks;
import io.lockmeter.engine.instrument.monitor.RewrittenMethods;
import io.lockmeter.engine.jfrmonitor.MonitorStream;
import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts, on a thread of the agent, whatever shows what was recorded, and writes the report at exit
 * or when closed. A part that cannot be had is left out, with a line in the log; the rest works on.
 */
final class Exporters implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Exporters.class);

  /**
   * JFR costs more to start than all the rest of the agent, so it waits until the program has
   * mostly started, and a short one has ended.
   */
  private static final int JFR_DELAY_SECONDS = 5;

  private static final int LOOKS_PER_SECOND = 10;

  /** Long enough for JFR to start on a machine that is busy. */
  private static final int START_LIMIT_MILLIS = 30_000;

  private final Config config;
  private final Instrumentation instrumentation;
  private final boolean late;
  private final JdkHooks hooks;
  private final Coverage coverage;
  private final String version;
  private final Profiler profiler;
  private final JfrExporter jfr;
  private final RewrittenMethods rewritten;
  private final @Nullable ExitReport report;
  private final Parts parts = new Parts();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final AgentThread starter = new AgentThread(this::startAll, "starter");
  private volatile @Nullable MonitorStream stream;

  Exporters(
      Config config,
      Instrumentation instrumentation,
      boolean late,
      JdkHooks hooks,
      Coverage coverage,
      String version,
      Profiler profiler,
      JfrExporter jfr,
      RewrittenMethods rewritten) {
    this.config = config;
    this.instrumentation = instrumentation;
    this.late = late;
    this.hooks = hooks;
    this.coverage = coverage;
    this.version = version;
    this.profiler = profiler;
    this.jfr = jfr;
    this.rewritten = rewritten;
    this.report =
        config.report() == null
            ? null
            : new ExitReport(
                config.report(),
                new ReportFile(config.report(), RunningJvm.with(version)),
                this::readLastWaits,
                profiler,
                coverage);
  }

  void start() {
    profiler.addListener(new FlagLog());
    if (report != null) {
      report.start();
    }
    if (late) {
      AttachPoint.announce(version);
    }
    starter.start();
  }

  private void startAll() {
    try {
      if (!late) {
        AttachPoint.announce(version);
      }
      List<String> active = new ArrayList<>();
      attempt("hooks in classes that were loaded early", hooks::complete);
      if (report != null) {
        attempt("the check of the report's file", report::check);
        active.add("report " + config.report());
      }
      attempt("the endpoint", () -> startEndpoint(active));
      attempt("the meters in the application's registry", () -> startAppRegistries(active));
      attempt("JMX", this::startJmx);
      if (jfrCanWait()) {
        active.add("JFR within " + JFR_DELAY_SECONDS + " s");
        LOG.info("{}", StartLine.of(version, config, coverage.state(), active));
        if (awaitJfrTime()) {
          startJfr(new ArrayList<>());
        }
      } else if (closing.getCount() != 0) {
        startJfr(active);
        LOG.info("{}", StartLine.of(version, config, coverage.state(), active));
      }
    } catch (Throwable e) {
      LOG.error("Not everything could be started ({}); what was started goes on", e.toString());
    }
  }

  /** Whatever one part throws, the others are started. */
  private static void attempt(String what, Runnable start) {
    try {
      start.run();
    } catch (Throwable e) {
      LOG.error("{} could not be started; the rest goes on", what, e);
    }
  }

  private void startJmx() {
    parts.add(JmxExporter.start(instrumentation, profiler, coverage, version, this::dump));
  }

  private void startEndpoint(List<String> active) {
    if (config.http().port() < 0) {
      return;
    }
    List<Page> pages = new ArrayList<>();
    if (config.metrics() != Metrics.APP) {
      addMetrics(pages);
    }
    JsonReport json = new JsonReport(RunningJvm.with(version));
    pages.add(
        Page.localJson(
            "/locks.json", out -> json.write(profiler.snapshot(), coverage.state(), out)));
    pages.addAll(LocksPage.pages());
    Endpoint endpoint = Endpoint.start(config.http(), pages);
    if (endpoint != null) {
      parts.add(endpoint);
      active.add("endpoint on port " + endpoint.port());
    }
  }

  private void addMetrics(List<Page> pages) {
    PrometheusExporter prometheus =
        PrometheusExporter.start(
            new LockMetrics(profiler, config.maxLocks(), version, coverage.state().monitors()));
    if (prometheus != null) {
      parts.add(prometheus);
      pages.add(
          new Page(
              "/metrics",
              false,
              accept -> {
                PrometheusExporter.Exposition text = prometheus.scrape(accept);
                return new Page.Body(text.contentType(), text.text());
              }));
    }
  }

  private void startAppRegistries(List<String> active) {
    if (config.metrics() != Metrics.AGENT) {
      parts.add(
          AppRegistries.start(
              instrumentation, profiler, config.maxLocks(), version, coverage.state().monitors()));
      active.add("meters in the application's registry");
    }
  }

  // A report counts from the first instruction, and so does a recording that runs already.
  private boolean jfrCanWait() {
    return !late
        && report == null
        && config.monitors() != Monitors.JFR
        && (config.jfr() || config.jdkMonitors())
        && JfrExporter.idle();
  }

  // Somebody else may start JFR before: the JVM itself, for instance, once all agents have started.
  private boolean awaitJfrTime() throws InterruptedException {
    for (int i = 0; i < JFR_DELAY_SECONDS * LOOKS_PER_SECOND && JfrExporter.idle(); i++) {
      if (closing.await(1000 / LOOKS_PER_SECOND, TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
    return true;
  }

  private void startJfr(List<String> active) {
    TimeZoneGuard.run(
        () -> {
          attempt("JFR events", () -> startJfrEvents(active));
          attempt("monitors from JFR", () -> startMonitorStream(active));
        });
  }

  private void startJfrEvents(List<String> active) {
    if (config.jfr()) {
      jfr.start(profiler, coverage, version);
      parts.add(jfr);
      profiler.addListener(jfr);
      if (jfr.started()) {
        active.add("JFR events");
      }
    }
  }

  private void startMonitorStream(List<String> active) {
    boolean rewriting = config.monitors() == Monitors.REWRITE;
    boolean wanted = config.jdkMonitors() || config.monitors() == Monitors.JFR || late && rewriting;
    MonitorStream started =
        MonitorStream.start(
            config.jdkMonitors(),
            wanted && config.monitors() != Monitors.OFF,
            rewritten::contains,
            instrumentation,
            report != null,
            profiler::measured);
    stream = parts.add(started);
    if (started.running()) {
      active.add(config.jdkMonitors() ? "JDK monitors from JFR" : "monitors from JFR");
    }
    if (late && rewriting) {
      coverage.monitors(
          started.running()
              ? "rewrite, blocks only, as attached late; synchronized methods from JFR"
              : "rewrite, blocks only, as attached late; synchronized methods are not seen");
    }
  }

  /** Writes a report on what was recorded so far. */
  void dump(File file) throws IOException {
    String name = file.getName().toLowerCase(Locale.ROOT);
    if (ReportFormats.NAMES.stream().noneMatch(format -> name.endsWith("." + format))) {
      throw new IOException("its name must end in ." + String.join(", .", ReportFormats.NAMES));
    }
    new ReportFile(file, RunningJvm.with(version)).dump(profiler.snapshot(), coverage.state());
  }

  /** What JFR has not told yet. */
  private void readLastWaits() {
    MonitorStream running = stream;
    if (running != null) {
      running.close();
    }
  }

  @Override
  public void close() throws InterruptedException {
    closing.countDown();
    starter.join(START_LIMIT_MILLIS);
    if (report != null) {
      report.close();
    }
    parts.close();
  }
}
