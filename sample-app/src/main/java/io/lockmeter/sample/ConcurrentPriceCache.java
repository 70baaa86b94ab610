package io.lockmeter.sample;

import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The fine cache: nobody waits; two threads that miss the same price at once both read it. */
final class ConcurrentPriceCache implements PriceCache {

  private final StockTable table;
  private final Map<String, Price> prices = new ConcurrentHashMap<>();

  ConcurrentPriceCache(StockTable table) {
    this.table = table;
  }

  @Override
  public long cents(String item) throws SQLException {
    Price price = prices.get(item);
    if (price == null || !price.isFresh()) {
      // Not computeIfAbsent: it would hold a part of the map across the database call.
      price = new Price(table.cents(item), System.nanoTime());
      prices.put(item, price);
    }
    return price.cents();
  }
}
