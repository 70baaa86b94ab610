package io.lockmeter.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShopTest {

  private static final int THREADS = 4;
  private static final int STOCK = 50;

  /** The two ways to lock. */
  enum Locking {
    COARSE {
      @Override
      Shop open(StockTable table) {
        return new CoarseShop(table, new AuditTrail());
      }
    },
    FINE {
      @Override
      Shop open(StockTable table) {
        return new FineShop(table, new AuditTrail());
      }
    };

    abstract Shop open(StockTable table);
  }

  private HikariDataSource database;
  private StockTable table;

  @BeforeEach
  void openDatabase() throws Exception {
    HikariConfig config = new HikariConfig();
    // A name of its own: the database of the test before may take a moment to go.
    config.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";LOCK_TIMEOUT=60000");
    config.setConnectionTimeout(Duration.ofMinutes(5).toMillis());
    config.setMaximumPoolSize(THREADS);
    database = new HikariDataSource(config);
    table = new StockTable(database, Duration.ZERO, STOCK);
  }

  @AfterEach
  void closeDatabase() {
    database.close();
  }

  @ParameterizedTest
  @EnumSource
  void sell_byManyThreads_sellsTheStockAndNoMore(Locking locking) throws Exception {
    Shop shop = locking.open(table);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    List<Future<Integer>> futures = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      futures.add(
          threads.submit(
              () -> {
                int sold = 0;
                while (shop.sell(new Order("item-7", 2)).isPresent()) {
                  sold++;
                }
                return sold;
              }));
    }
    int sold = 0;
    for (Future<Integer> future : futures) {
      sold += future.get();
    }
    threads.shutdown();

    assertThat(sold).isEqualTo(STOCK / 2);
    assertThat(shop.orders()).isEqualTo(STOCK / 2);
    assertThat(shop.sales()).isEqualTo(Map.of("item-7", new Sales(STOCK, STOCK * 107L)));
    assertThat(table.quantity("item-7")).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void sell_moreThanThereIs_changesNothing(Locking locking) throws Exception {
    Shop shop = locking.open(table);

    assertThat(shop.sell(new Order("item-0", STOCK + 1))).isEmpty();
    assertThat(shop.sell(new Order("item-0", STOCK))).isEqualTo(OptionalLong.of(STOCK * 100L));
    assertThat(shop.orders()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void sell_unknownItem_isRefused(Locking locking) {
    Shop shop = locking.open(table);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> shop.sell(new Order("moon", 1)))
        .withMessage("no such item: moon");
    assertThat(shop.orders()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "200 POST item=item-3&quantity=2 206 cents",
        "409 POST item=item-3&quantity=51 out of stock",
        "400 POST item=moon&quantity=2 no such item: moon",
        "400 POST item=item-3&quantity=0 quantity must be positive: 0",
        "400 POST item=item-3 an order looks like item=NAME&quantity=NUMBER",
        "405 GET item=item-3&quantity=2 orders are posted",
      })
  void server_answers(String row) throws IOException, InterruptedException {
    String[] parts = row.split(" ", 4);
    try (ShopServer server = new ShopServer(Locking.FINE.open(table), 0, 1)) {
      URI order = URI.create(server.orders() + "?" + parts[2]);
      HttpRequest request =
          HttpRequest.newBuilder(order)
              .method(parts[1], HttpRequest.BodyPublishers.noBody())
              .build();
      var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

      assertThat(response.statusCode()).isEqualTo(Integer.parseInt(parts[0]));
      assertThat(response.body()).isEqualTo(parts[3] + "\n");
    }
  }
}
