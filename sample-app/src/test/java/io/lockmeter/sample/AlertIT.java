package io.lockmeter.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.testing.Processes;
import io.lockmeter.testing.PrometheusServer;
import io.lockmeter.testing.Promtool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shipped alert in a real Prometheus server, which scrapes the shop with one lock and the shop
 * with the replacements at the same time. Only its times are shorter here. The queries of the
 * dashboard are asked too.
 */
@Timeout(420)
class AlertIT {

  private static final Path AGENT =
      Path.of(System.getProperty("lockmeter.jar", "../agent/target/lockmeter-agent.jar"));
  private static final Path SHOP = Path.of("target", "sample-app.jar").toAbsolutePath();
  private static final Path RULES = Path.of("..", "docs", "operations", "lockmeter-rules.yml");
  private static final Path DASHBOARD = RULES.resolveSibling("lockmeter-dashboard.json");
  private static final Pattern EXPRESSION = Pattern.compile("\"expr\": \"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern ENDPOINT = Pattern.compile("endpoint on http://([^/]+)/metrics");
  private static final String ALERT = "ALERTS{alertname=\"LockmeterWaitRatioHigh\"";
  private static final String RATIO =
      "instance_lock_kind:lockmeter_wait_seconds_per_execution_seconds:ratio_rate5m";
  private static final String HOT_LOCK = "lock=\"" + CoarseShop.class.getName() + ".lock\"";

  @TempDir private Path directory;
  private final List<Process> shops = new ArrayList<>();

  @AfterEach
  void stopShops() {
    shops.forEach(Process::destroyForcibly);
  }

  @Test
  void firesForOneLockAndIsSilentForTheReplacements() throws Exception {
    Promtool.assumeInstalled("prometheus");
    start("coarse");
    start("fine");
    try (PrometheusServer prometheus =
        PrometheusServer.start(configuration(endpoint("coarse"), endpoint("fine")), directory)) {
      prometheus.await(ALERT + ",alertstate=\"firing\",job=\"coarse\"," + HOT_LOCK + "}");
      prometheus.await(
          "last_over_time("
              + ALERT
              + ",alertstate=\"pending\",job=\"coarse\","
              + HOT_LOCK
              + "}[1h])");
      assertThat(prometheus.await("max(" + RATIO + "{job=\"coarse\"," + HOT_LOCK + "})"))
          .isBetween(0.2, 1.0);

      // By then the other has been looked at often enough to fire too, and has worked.
      prometheus.await("count_over_time(" + RATIO + "{job=\"fine\"}[1h]) >= 12");
      prometheus.await("rate(lockmeter_acquisitions_total{job=\"fine\"}[10s]) > 0");
      assertThat(
              prometheus.query(
                  "last_over_time(" + ALERT + ",alertstate=\"firing\",job=\"fine\"}[1h])"))
          .isEmpty();
      assertThat(
              prometheus.query("last_over_time(ALERTS{alertname=\"LockmeterDataIncomplete\"}[1h])"))
          .isEmpty();
      for (String query : dashboardQueries()) {
        assertThat(prometheus.await(query)).as(query).isNotNaN();
      }
    }
  }

  private void start(String locking) throws IOException {
    shops.add(
        Processes.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-javaagent:" + AGENT + "=http.port=0",
                "-jar",
                SHOP.toString(),
                "--locking=" + locking,
                "--seconds=3600")
            .directory(directory.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(log(locking).toFile())
            .start());
  }

  private String endpoint(String locking) {
    return Awaitility.await("the address of the endpoint in " + log(locking))
        .atMost(3, TimeUnit.MINUTES)
        .until(
            () -> {
              Matcher line = ENDPOINT.matcher(Files.readString(log(locking)));
              return line.find() ? line.group(1) : "";
            },
            address -> !address.isEmpty());
  }

  private static List<String> dashboardQueries() throws IOException {
    List<String> queries =
        EXPRESSION
            .matcher(Files.readString(DASHBOARD))
            .results()
            .map(
                expression ->
                    expression
                        .group(1)
                        .replace("\\n", " ")
                        .replace("\\\"", "\"")
                        .replace("$__rate_interval", "10s")
                        .replaceAll("\\$(job|instance|lock)\\b", ".+"))
            .toList();
    assertThat(queries).hasSizeGreaterThan(20);
    return queries;
  }

  private Path log(String locking) {
    return directory.resolve(locking + ".txt");
  }

  private String configuration(String coarse, String fine) throws IOException {
    String shipped = Files.readString(RULES);
    String rules =
        shipped.replaceAll("\\[\\d+[mh]\\]", "[10s]").replaceAll("(?m)^( *for:) 5m$", "$1 3s");
    assertThat(rules).contains("[10s]) >= 0.05").contains("for: 3s").doesNotContain("[5m]");
    Path file = Files.writeString(directory.resolve("rules.yml"), rules);
    return """
        global:
          scrape_interval: 1s
          scrape_timeout: 1s
          evaluation_interval: 1s
        rule_files: ['%s']
        scrape_configs:
          - job_name: coarse
            static_configs:
              - targets: ['%s']
          - job_name: fine
            static_configs:
              - targets: ['%s']
        """
        .formatted(file, coarse, fine);
  }
}
