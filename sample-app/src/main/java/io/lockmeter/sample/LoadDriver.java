package io.lockmeter.sample;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that each send an order, read the answer, think, and start again, for a given time. Each
 * draws its items from a generator of its own with a fixed seed.
 */
final class LoadDriver {

  private static final int TIMEOUT_MILLIS = 60_000;
  private static final int MAX_QUANTITY = 3;

  private final URI orders;
  private final int clients;
  private final Duration think;

  LoadDriver(URI orders, int clients, Duration think) {
    this.orders = orders;
    this.clients = clients;
    this.think = think;
  }

  /**
   * What came of a run.
   *
   * @param latencies of the orders that were sold
   * @param failed orders that got another answer, or none
   * @param seconds how long the run took
   */
  record Result(Latencies latencies, int failed, double seconds) {

    double requestsPerSecond() {
      return (latencies.count() + failed) / seconds;
    }
  }

  /** Runs for {@code time}, for one order of each client at least, and until the last answer. */
  Result run(Duration time) throws InterruptedException, ExecutionException {
    AtomicInteger failed = new AtomicInteger();
    AtomicInteger number = new AtomicInteger();
    ExecutorService threads =
        Executors.newFixedThreadPool(
            clients, task -> new Thread(task, "client-" + number.incrementAndGet()));
    try {
      long start = System.nanoTime();
      List<Future<Latencies>> futures = new ArrayList<>();
      for (int client = 0; client < clients; client++) {
        Random random = new Random(client);
        futures.add(threads.submit(() -> order(random, start + time.toNanos(), failed)));
      }
      List<Latencies> parts = new ArrayList<>();
      for (Future<Latencies> future : futures) {
        parts.add(future.get());
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      return new Result(Latencies.merge(parts), failed.get(), seconds);
    } finally {
      threads.shutdownNow();
    }
  }

  private Latencies order(Random random, long deadline, AtomicInteger failed)
      throws InterruptedException {
    Latencies latencies = new Latencies();
    do {
      long start = System.nanoTime();
      if (sold(random)) {
        latencies.add(System.nanoTime() - start);
      } else {
        failed.incrementAndGet();
      }
      Thread.sleep(think.toMillis());
    } while (System.nanoTime() - deadline < 0);
    return latencies;
  }

  private boolean sold(Random random) {
    String item = StockTable.item(random.nextInt(StockTable.ITEMS));
    int quantity = 1 + random.nextInt(MAX_QUANTITY);
    try {
      URI order = URI.create(orders + "?item=" + item + "&quantity=" + quantity);
      HttpURLConnection connection = (HttpURLConnection) order.toURL().openConnection();
      connection.setConnectTimeout(TIMEOUT_MILLIS);
      connection.setReadTimeout(TIMEOUT_MILLIS);
      connection.setRequestMethod("POST");
      if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
        return false;
      }
      try (InputStream answer = connection.getInputStream()) {
        answer.readAllBytes();
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
