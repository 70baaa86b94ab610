package io.lockmeter.sample;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

/** Opens the shop, lets the load driver buy for a while, and prints how it went. */
public final class SampleApp {

  private static final Duration ROUND_TRIP = Duration.ofMillis(20);
  private static final Duration THINK = Duration.ofMillis(20);
  private static final Duration WARM_UP = Duration.ofSeconds(2);
  private static final long STOCK = 1_000_000_000;

  private SampleApp() {}

  /**
   * Exits with 1 if the shop could not open or its books do not balance, with 2 on a bad option.
   */
  public static void main(String[] arguments) throws InterruptedException {
    int status = run(System.out, System.err, arguments);
    if (status != 0) {
      System.exit(status);
    }
  }

  static int run(PrintStream out, PrintStream err, String... arguments)
      throws InterruptedException {
    try {
      Options options = Options.parse(arguments);
      if (options.help()) {
        out.print(Options.HELP);
        return 0;
      }
      return trade(options, out);
    } catch (IllegalArgumentException e) {
      err.println("sample-app: " + e.getMessage());
      return 2;
    } catch (IOException | SQLException | ExecutionException e) {
      err.println("sample-app: " + e.getMessage());
      return 1;
    }
  }

  private static int trade(Options options, PrintStream out)
      throws IOException, SQLException, ExecutionException, InterruptedException {
    // Else the server's answers, in two parts, would wait for the client's delayed acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    try (HikariDataSource database = database(options.clients() + 1)) {
      StockTable table = new StockTable(database, ROUND_TRIP, STOCK);
      AuditTrail audit = new AuditTrail();
      Shop shop = options.fine() ? new FineShop(table, audit) : new CoarseShop(table, audit);
      LoadDriver.Result warmUp;
      LoadDriver.Result result;
      try (ShopServer server = new ShopServer(shop, options.port(), options.clients())) {
        warmUp = new LoadDriver(server.orders(), 1, Duration.ZERO).run(WARM_UP);
        LoadDriver driver = new LoadDriver(server.orders(), options.clients(), THINK);
        result = driver.run(Duration.ofSeconds(options.seconds()));
      }
      print(options, result, out);
      return balances(shop, table, List.of(warmUp, result), out) ? 0 : 1;
    }
  }

  private static void print(Options options, LoadDriver.Result result, PrintStream out) {
    Latencies latencies = result.latencies();
    out.printf(
        Locale.ROOT,
        "locking   %s, %d clients, %.0f s%n"
            + "requests  %d, %.1f per second, %d failed%n"
            + "latency   p50 %.1f ms, p95 %.1f ms, p99 %.1f ms, max %.1f ms%n",
        options.fine() ? "fine" : "coarse",
        options.clients(),
        result.seconds(),
        latencies.count() + result.failed(),
        result.requestsPerSecond(),
        result.failed(),
        millis(latencies.percentile(50)),
        millis(latencies.percentile(95)),
        millis(latencies.percentile(99)),
        millis(latencies.percentile(100)));
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }

  /** Whether the answers, the counter, the ledger and the database agree on what was sold. */
  private static boolean balances(
      Shop shop, StockTable table, List<LoadDriver.Result> results, PrintStream out)
      throws SQLException {
    long sold = shop.sales().values().stream().mapToLong(Sales::quantity).sum();
    long taken = 0;
    for (int i = 0; i < StockTable.ITEMS; i++) {
      taken += STOCK - table.quantity(StockTable.item(i));
    }
    long answered = results.stream().mapToLong(result -> result.latencies().count()).sum();
    long failed = results.stream().mapToLong(LoadDriver.Result::failed).sum();
    // An order whose answer was lost may have been sold all the same.
    boolean balanced =
        sold == taken && shop.orders() >= answered && shop.orders() <= answered + failed;
    out.printf(
        Locale.ROOT,
        "books     %s: %d orders counted, %d pieces sold, %d taken out of stock%n",
        balanced ? "balanced" : "DO NOT BALANCE",
        shop.orders(),
        sold,
        taken);
    return balanced;
  }

  private static HikariDataSource database(int connections) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("shop");
    // A name of its own: the database of a shop that has closed may take a moment to go.
    config.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";LOCK_TIMEOUT=60000");
    config.setMaximumPoolSize(connections);
    return new HikariDataSource(config);
  }
}
