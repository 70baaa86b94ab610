package io.lockmeter.engine.export.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The agent's own registry, and what Prometheus reads from it. Thread-safe. */
public final class PrometheusExporter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PrometheusExporter.class);
  private static final String OPEN_METRICS =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private final LockMetrics metrics;
  private final PrometheusMeterRegistry registry;

  /** The answer to one scrape. */
  public record Exposition(String contentType, byte[] text) {}

  private PrometheusExporter(LockMetrics metrics, PrometheusMeterRegistry registry) {
    this.metrics = metrics;
    this.registry = registry;
  }

  /**
   * Makes a registry and registers {@code metrics} in it.
   *
   * @return null, after one line in the log, if the Prometheus client cannot be set up
   */
  public static @Nullable PrometheusExporter start(LockMetrics metrics) {
    Thread thread = Thread.currentThread();
    ClassLoader context = thread.getContextClassLoader();
    // The client reads prometheus.properties through the context loader: that file is the
    // application's.
    thread.setContextClassLoader(PrometheusExporter.class.getClassLoader());
    try {
      PrometheusMeterRegistry registry =
          new PrometheusMeterRegistry(
              PrometheusConfig.DEFAULT, new PrometheusRegistry(), Clock.SYSTEM);
      metrics.bindTo(registry);
      registry.getPrometheusRegistry().register(new WaitDurations(metrics));
      return new PrometheusExporter(metrics, registry);
    } catch (RuntimeException | LinkageError e) {
      LOG.warn(
          "metrics: no meters, as the Prometheus client does not start ({}); it reads the"
              + " application's io.prometheus.* and prometheus.config settings too. All else works",
          root(e).toString());
      return null;
    } finally {
      thread.setContextClassLoader(context);
    }
  }

  /**
   * The state of this moment as text.
   *
   * @param accept what the client accepts: OpenMetrics if it is among it, else Prometheus text
   */
  public synchronized Exposition scrape(@Nullable String accept) throws IOException {
    String format =
        accept != null && accept.contains("application/openmetrics-text")
            ? OPEN_METRICS
            : PROMETHEUS;
    metrics.refresh();
    ByteArrayOutputStream text = new ByteArrayOutputStream(16_384);
    registry.scrape(text, format);
    return new Exposition(format, text.toByteArray());
  }

  private static Throwable root(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  @Override
  public void close() {
    metrics.close();
    registry.close();
  }
}
