package io.lockmeter.production;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.lockmeter.testing.JavaProgram;
import io.lockmeter.testing.Processes;
import io.lockmeter.testing.PrometheusServer;
import io.lockmeter.testing.Promtool;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The wait ratio that an alert sees, by a real Prometheus server, is the one that the report shows.
 */
class PrometheusIT {

  private static final Pattern ENDPOINT = Pattern.compile("endpoint on http://([^/]+)/metrics");
  private static final String LOCK = SteadyContention.class.getName() + ".lock";
  private static final String SELECTOR = "{lock=\"" + LOCK + "\",kind=\"reentrant\"}";
  private static final String WAIT = "lockmeter_wait_seconds_total" + SELECTOR;
  private static final String EXECUTION = "lockmeter_execution_seconds_total" + SELECTOR;

  @TempDir private Path directory;

  @Test
  void ratioOfTheTwoCounters_isTheReports() throws Exception {
    Promtool.assumeInstalled("prometheus");
    Path report = directory.resolve("report.json");
    Path log = directory.resolve("stderr.txt");
    Process program = start(report, log);
    try (PrometheusServer prometheus = PrometheusServer.scraping(endpoint(log), directory)) {
      BufferedReader out =
          new BufferedReader(
              new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8));
      assertThat(out.readLine()).isEqualTo("quiet");
      awaitScrapeOfTheQuiet(prometheus);
      double wait = prometheus.await(WAIT);
      double execution = prometheus.await(EXECUTION);
      double rate = prometheus.await("rate(" + WAIT + "[5m]) / rate(" + EXECUTION + "[5m])");
      double waitBefore = prometheus.await("min_over_time(" + WAIT + "[5m])");
      double executionBefore = prometheus.await("min_over_time(" + EXECUTION + "[5m])");
      double flagged = prometheus.await("max_over_time(lockmeter_flagged" + SELECTOR + "[5m])");

      program.getOutputStream().close();
      assertThat(program.waitFor(5, TimeUnit.MINUTES)).isTrue();
      JsonObject lock = lock(report);
      assertThat(lock.get("waitSeconds").getAsDouble()).isCloseTo(wait, within(1e-6));
      assertThat(lock.get("executionSeconds").getAsDouble()).isCloseTo(execution, within(1e-6));
      double ratio = lock.get("waitRatio").getAsDouble();
      assertThat(ratio).isBetween(0.05, 0.95).isCloseTo(wait / execution, within(1e-6));
      // The rate leaves out what came before the first scrape that saw the lock.
      assertThat(rate).isCloseTo((wait - waitBefore) / (execution - executionBefore), within(0.05));
      assertThat(flagged).isEqualTo(lock.get("everFlagged").getAsBoolean() ? 1 : 0);
    } finally {
      program.destroyForcibly();
    }
  }

  private static Process start(Path report, Path log) throws Exception {
    return Processes.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-javaagent:" + JavaProgram.agentJar() + "=http.port=0,window=1s,report=" + report,
            "-cp",
            Path.of(
                    SteadyContention.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString(),
            SteadyContention.class.getName(),
            "200",
            "stay")
        .redirectError(log.toFile())
        .start();
  }

  private static String endpoint(Path log) {
    return Awaitility.await("the endpoint's address in the log")
        .atMost(3, TimeUnit.MINUTES)
        .until(
            () -> {
              Matcher line = ENDPOINT.matcher(Files.readString(log));
              return line.find() ? line.group(1) : "";
            },
            address -> !address.isEmpty());
  }

  /** Two scrapes that see the same are behind the last wait. */
  private static void awaitScrapeOfTheQuiet(PrometheusServer prometheus) {
    Awaitility.await("a scrape after the last wait")
        .atMost(3, TimeUnit.MINUTES)
        .until(
            () ->
                prometheus.query("changes(" + EXECUTION + "[3s]) == 0").isPresent()
                    && prometheus.query("count_over_time(" + EXECUTION + "[3s]) >= 2").isPresent());
  }

  private static JsonObject lock(Path report) throws Exception {
    JsonObject root = JsonParser.parseString(Files.readString(report)).getAsJsonObject();
    for (JsonElement element : root.getAsJsonArray("locks")) {
      if (element.getAsJsonObject().get("lock").getAsString().equals(LOCK)) {
        return element.getAsJsonObject();
      }
    }
    throw new AssertionError("no " + LOCK + " in " + List.of(root));
  }
}
