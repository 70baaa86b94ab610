package io.lockmeter.safety.soak;

import com.google.gson.Gson;
import io.lockmeter.testing.Report;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads an endpoint ten times a second, as a server does that is set up wrongly, and notes what no
 * server must ever see: a counter that goes back, a ratio that is none, a time to wait that is
 * longer than the threads lived.
 */
final class Scraper implements AutoCloseable {

  private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final String address;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<String, Double> counters = new HashMap<>();
  private final List<String> faults = new ArrayList<>();
  private final Thread thread = new Thread(this::run, "scraper");
  private volatile boolean closed;
  private volatile int scrapes;

  Scraper(int port) {
    address = "http://127.0.0.1:" + port;
  }

  Scraper start() {
    thread.start();
    return this;
  }

  int scrapes() {
    return scrapes;
  }

  /** What was wrong; to be read after {@link #close}. */
  List<String> faults() {
    return faults;
  }

  private void run() {
    long next = System.nanoTime();
    while (!closed) {
      try {
        metrics(get("/metrics"));
        locks(new Gson().fromJson(get("/locks.json"), Report.class));
        scrapes++;
      } catch (Exception e) {
        faults.add(e.toString());
      }
      next = Math.max(next + PERIOD_NANOS, System.nanoTime());
      LockSupport.parkNanos(next - System.nanoTime());
    }
  }

  /** The answer to one request. */
  String get(String path) throws Exception {
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(URI.create(address + path)).build(),
            HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IllegalStateException(path + ": status " + response.statusCode());
    }
    return response.body();
  }

  /** Values by series, of all series of Prometheus text. */
  static Map<String, Double> series(String text) {
    Map<String, Double> series = new HashMap<>();
    // Nothing else ends a line there, and names may have whatever else does elsewhere.
    for (String line : text.split("\n", -1)) {
      int value = line.lastIndexOf(' ');
      if (!line.startsWith("#") && value > 0) {
        series.put(line.substring(0, value), Double.valueOf(line.substring(value + 1)));
      }
    }
    return series;
  }

  private void metrics(String text) {
    series(text)
        .forEach(
            (name, value) -> {
              String metric = name.replaceFirst("\\{.*", "");
              if (metric.endsWith("_total")
                  || metric.endsWith("_bucket")
                  || metric.endsWith("_sum")
                  || metric.endsWith("_count")) {
                Double before = counters.put(name, value);
                note(before != null && value < before, name, before, value);
              }
              note(metric.equals("lockmeter_wait_ratio") && !ratio(value), name, null, value);
            });
  }

  private void locks(Report report) {
    for (Report.Lock lock : report.locks()) {
      note(!ratio(lock.waitRatio()), lock.lock() + " ratio", null, lock.waitRatio());
      note(!ratio(lock.waitRatioPeak()), lock.lock() + " peak", null, lock.waitRatioPeak());
      note(
          lock.waitSeconds() > lock.executionSeconds() + 1e-6,
          lock.lock() + " waits longer than its threads live",
          lock.executionSeconds(),
          lock.waitSeconds());
    }
  }

  private static boolean ratio(double value) {
    return value >= 0 && value <= 1;
  }

  private void note(boolean fault, String what, @Nullable Double before, double now) {
    if (fault) {
      faults.add(what + ": " + (before == null ? "" : before + ", then ") + now);
    }
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.join();
  }
}
