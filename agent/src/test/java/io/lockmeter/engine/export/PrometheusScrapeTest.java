package io.lockmeter.engine.export;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lockmeter.engine.config.HttpConfig;
import io.lockmeter.engine.export.http.Endpoint;
import io.lockmeter.engine.export.http.Page;
import io.lockmeter.engine.export.metrics.LockMetrics;
import io.lockmeter.engine.export.metrics.PrometheusExporter;
import io.lockmeter.testing.PrometheusServer;
import io.lockmeter.testing.Promtool;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus server reads the endpoint. */
final class PrometheusScrapeTest {

  @Test
  void theRatioFollowsFromTheTwoCounters(@TempDir Path directory) throws Exception {
    Promtool.assumeInstalled("prometheus");
    long start = System.nanoTime();
    LockMetrics metrics =
        new LockMetrics(
            // Execution is five times the wait.
            () ->
                Snapshots.of(
                    Snapshots.lock(
                        "com.acme.OrderBook.lock", "reentrant", (System.nanoTime() - start) / 1e9)),
            100,
            "1.2.3",
            "rewrite");
    try (PrometheusExporter exporter = requireNonNull(PrometheusExporter.start(metrics));
        Endpoint endpoint =
            requireNonNull(Endpoint.start(HttpConfig.local(0), List.of(metricsPage(exporter))));
        PrometheusServer server =
            PrometheusServer.scraping("127.0.0.1:" + endpoint.port(), directory)) {
      assertThat(
              server.await(
                  // A lock that nobody had waited for at the first look has no series of its own
                  // yet,
                  // and one in which nothing grows has no ratio.
                  "rate(lockmeter_wait_seconds_total{lock='com.acme.OrderBook.lock'}[1m])"
                      + " / rate(lockmeter_execution_seconds_total{lock='com.acme.OrderBook.lock'}[1m])"))
          .isEqualTo(0.2, within(1e-6));
      // A single scrape may come too late.
      assertThat(server.await("max_over_time(up[5m])")).isEqualTo(1);
      assertThat(server.await("lockmeter_build_info{monitors=\"rewrite\"}")).isEqualTo(1);
      assertThat(server.await("histogram_quantile(0.5, lockmeter_wait_duration_seconds_bucket)"))
          .isBetween(1e-5, 1e-3);
    }
  }

  private static Page metricsPage(PrometheusExporter exporter) {
    return new Page(
        "/metrics",
        false,
        accept -> {
          PrometheusExporter.Exposition exposition = exporter.scrape(accept);
          return new Page.Body(exposition.contentType(), exposition.text());
        });
  }
}
