package io.lockmeter.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * A real Prometheus server. It listens on the loopback address only and keeps its data in the
 * directory it is given.
 */
public final class PrometheusServer implements AutoCloseable {

  /** What it logs once it has picked a port. */
  private static final Pattern LISTENING =
      Pattern.compile("Listening on.*address=127\\.0\\.0\\.1:([0-9]+)");

  private static final Pattern VALUE = Pattern.compile("\"value\":\\[[0-9.e+]+,\"([^\"]+)\"\\]");

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final Path log;
  private int port;

  private PrometheusServer(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a server and waits until it is ready.
   *
   * @param target the host and port to scrape
   */
  public static PrometheusServer scraping(String target, Path directory) throws IOException {
    return start(
        """
        global:
          scrape_interval: 1s
          scrape_timeout: 1s
        scrape_configs:
          - job_name: lockmeter
            static_configs:
              - targets: ['%s']
        """
            .formatted(target),
        directory);
  }

  /** Starts a server with {@code configuration}, as in {@code prometheus.yml}. */
  public static PrometheusServer start(String configuration, Path directory) throws IOException {
    Path config = Files.writeString(directory.resolve("prometheus.yml"), configuration);
    Path log = directory.resolve("prometheus.log");
    Process process =
        new ProcessBuilder(
                "prometheus",
                "--config.file=" + config,
                "--storage.tsdb.path=" + directory.resolve("data"),
                "--web.listen-address=127.0.0.1:0")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    PrometheusServer server = new PrometheusServer(process, log);
    try {
      server.awaitReady();
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
    return server;
  }

  private void awaitReady() {
    Awaitility.await("Prometheus is ready")
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(UncheckedIOException.class)
        .until(
            () -> {
              if (!process.isAlive()) {
                throw new AssertionError("Prometheus ended:\n" + Files.readString(log));
              }
              return knowsPort() && get("/-/ready").statusCode() == 200;
            });
  }

  private boolean knowsPort() throws IOException {
    Matcher line = LISTENING.matcher(Files.readString(log));
    boolean found = line.find();
    if (found) {
      port = Integer.parseInt(line.group(1));
    }
    return found;
  }

  /** The value of the first series that {@code promql} gives, if there is one. */
  public OptionalDouble query(String promql) {
    HttpResponse<String> response =
        get("/api/v1/query?query=" + URLEncoder.encode(promql, StandardCharsets.UTF_8));
    if (response.statusCode() != 200) {
      throw new AssertionError(promql + ": " + response.body());
    }
    Matcher value = VALUE.matcher(response.body());
    return value.find()
        ? OptionalDouble.of(Double.parseDouble(value.group(1)))
        : OptionalDouble.empty();
  }

  /** Asks until {@code promql} gives a series, as it does once there have been enough scrapes. */
  public double await(String promql) {
    return Awaitility.await(promql)
        .atMost(PATIENCE)
        .until(() -> query(promql), OptionalDouble::isPresent)
        .getAsDouble();
  }

  private HttpResponse<String> get(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofMinutes(1))
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(1, TimeUnit.MINUTES)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
