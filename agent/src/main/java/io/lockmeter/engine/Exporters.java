package io.lockmeter.engine;

import io.lockmeter.bootstrap.AgentThread;
import io.lockmeter.engine.analyze.Profiler;
import io.lockmeter.engine.config.Config;
import io.lockmeter.engine.config.Config.Monitors;
import io.lockmeter.engine.export.http.Endpoint;
import io.lockmeter.engine.export.http.LocksPage;
import io.lockmeter.engine.export.http.Page;
import io.lockmeter.engine.export.jfr.JfrExporter;
import io.lockmeter.engine.export.metrics.LockMetrics;
import io.lockmeter.engine.export.metrics.PrometheusExporter;
import io.lockmeter.engine.export.report.FlagLog;
import io.lockmeter.engine.export.report.JsonReport;
import io.lockmeter.engine.export.report.ReportFile;
import io.lockmeter.engine.export.report.RunningJvm;
import io.lockmeter.engine.instrument.Coverage;
import io.lockmeter.engine.instrument.JdkHooks;
import io.lockmeter.engine.instrument.monitor.RewrittenMethods;
import io.lockmeter.engine.jfrmonitor.MonitorStream;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts, on a thread of the agent, whatever shows what was recorded, and writes the report at
 * exit. A part that cannot be had is left out, with a line in the log; the rest works on.
 */
final class Exporters {

  private static final Logger LOG = LoggerFactory.getLogger(Exporters.class);

  /**
   * JFR costs more to start than all the rest of the agent, so it waits until the program has
   * mostly started, and a short one has ended.
   */
  private static final int JFR_DELAY_SECONDS = 5;

  private static final int LOOKS_PER_SECOND = 10;

  private final Config config;
  private final Instrumentation instrumentation;
  private final JdkHooks hooks;
  private final Coverage coverage;
  private final String version;
  private final Profiler profiler;
  private final JfrExporter jfr;
  private final RewrittenMethods rewritten;
  private final @Nullable ReportFile report;
  private volatile @Nullable MonitorStream stream;

  Exporters(
      Config config,
      Instrumentation instrumentation,
      JdkHooks hooks,
      Coverage coverage,
      String version,
      Profiler profiler,
      JfrExporter jfr,
      RewrittenMethods rewritten) {
    this.config = config;
    this.instrumentation = instrumentation;
    this.hooks = hooks;
    this.coverage = coverage;
    this.version = version;
    this.profiler = profiler;
    this.jfr = jfr;
    this.rewritten = rewritten;
    this.report =
        config.report() == null ? null : new ReportFile(config.report(), RunningJvm.with(version));
  }

  void start() {
    profiler.addListener(new FlagLog());
    if (report != null) {
      Runtime.getRuntime().addShutdownHook(new AgentThread(this::writeReport, "report"));
    }
    new AgentThread(this::startAll, "starter").start();
  }

  private void startAll() {
    try {
      hooks.complete();
      List<String> active = new ArrayList<>();
      if (report != null) {
        report.check();
        active.add("report " + config.report());
      }
      startEndpoint(active);
      if (jfrCanWait()) {
        active.add("JFR within " + JFR_DELAY_SECONDS + " s");
        LOG.info("{}", StartLine.of(version, config, coverage.state(), active));
        awaitJfrTime();
        startJfr(new ArrayList<>());
      } else {
        startJfr(active);
        LOG.info("{}", StartLine.of(version, config, coverage.state(), active));
      }
    } catch (Throwable e) {
      LOG.error("Not everything could be started ({}); what was started goes on", e.toString());
    }
  }

  private void startEndpoint(List<String> active) {
    if (config.httpPort() < 0) {
      return;
    }
    List<Page> pages = new ArrayList<>();
    PrometheusExporter prometheus =
        PrometheusExporter.start(
            new LockMetrics(profiler, config.maxLocks(), version, coverage.state().monitors()));
    if (prometheus != null) {
      pages.add(
          new Page(
              "/metrics",
              false,
              accept -> {
                PrometheusExporter.Exposition text = prometheus.scrape(accept);
                return new Page.Body(text.contentType(), text.text());
              }));
    }
    JsonReport json = new JsonReport(RunningJvm.with(version));
    pages.add(
        Page.localJson(
            "/locks.json", out -> json.write(profiler.snapshot(), coverage.state(), out)));
    pages.addAll(LocksPage.pages());
    Endpoint endpoint = Endpoint.start(config.httpHost(), config.httpPort(), pages);
    if (endpoint != null) {
      active.add("endpoint on port " + endpoint.port());
    }
  }

  // A report counts from the first instruction, and so does a recording that runs already.
  private boolean jfrCanWait() {
    return report == null
        && config.monitors() != Monitors.JFR
        && (config.jfr() || config.jdkMonitors())
        && JfrExporter.idle();
  }

  // Somebody else may start JFR before: the JVM itself, for instance, once all agents have started.
  private static void awaitJfrTime() throws InterruptedException {
    for (int i = 0; i < JFR_DELAY_SECONDS * LOOKS_PER_SECOND && JfrExporter.idle(); i++) {
      TimeUnit.MILLISECONDS.sleep(1000 / LOOKS_PER_SECOND);
    }
  }

  private void startJfr(List<String> active) {
    TimeZoneGuard.run(
        () -> {
          startJfrEvents(active);
          startMonitorStream(active);
        });
  }

  private void startJfrEvents(List<String> active) {
    if (config.jfr()) {
      jfr.start(profiler, coverage, version);
      profiler.addListener(jfr);
      if (jfr.started()) {
        active.add("JFR events");
      }
    }
  }

  private void startMonitorStream(List<String> active) {
    boolean wanted = config.jdkMonitors() || config.monitors() == Monitors.JFR;
    MonitorStream started =
        MonitorStream.start(
            config.jdkMonitors(),
            wanted && config.monitors() != Monitors.OFF,
            rewritten::contains,
            instrumentation,
            report != null,
            profiler::measured);
    stream = started;
    if (started.running()) {
      active.add("JDK monitors from JFR");
    }
  }

  private void writeReport() {
    MonitorStream running = stream;
    if (running != null) {
      running.close();
    }
    if (report != null) {
      report.write(profiler.snapshot(), coverage.state());
    }
  }
}
