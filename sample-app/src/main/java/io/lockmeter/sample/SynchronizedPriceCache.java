package io.lockmeter.sample;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** The coarse cache: who asks for any price waits while another price is read from the database. */
final class SynchronizedPriceCache implements PriceCache {

  private final StockTable table;
  private final Map<String, Price> prices = new HashMap<>();

  SynchronizedPriceCache(StockTable table) {
    this.table = table;
  }

  @Override
  public synchronized long cents(String item) throws SQLException {
    Price price = prices.get(item);
    if (price == null || !price.isFresh()) {
      price = new Price(table.cents(item), System.nanoTime());
      prices.put(item, price);
    }
    return price.cents();
  }
}
