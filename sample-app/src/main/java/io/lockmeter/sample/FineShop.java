package io.lockmeter.sample;

import io.lockmeter.locks.Counter;
import io.lockmeter.locks.ShardedCounter;
import java.sql.SQLException;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The replacements: the database alone guards the stock, each item has a lock of its own for what
 * was sold of it, and orders are counted in shards. No lock of the shop is held across a database
 * call.
 */
final class FineShop implements Shop {

  private final StockTable table;
  private final PriceCache prices;
  private final AuditTrail audit;
  private final Counter orders = new ShardedCounter();
  private final Map<String, ItemLedger> ledgers = new ConcurrentHashMap<>();

  FineShop(StockTable table, AuditTrail audit) {
    this.table = table;
    this.prices = new ConcurrentPriceCache(table);
    this.audit = audit;
  }

  @Override
  public OptionalLong sell(Order order) throws SQLException {
    long cents = prices.cents(order.item()) * order.quantity();
    if (!table.take(order)) {
      return OptionalLong.empty();
    }
    orders.increment();
    ledgers
        .computeIfAbsent(order.item(), item -> new ItemLedger())
        .add(new Sales(order.quantity(), cents));
    audit.sold(order, cents);
    return OptionalLong.of(cents);
  }

  @Override
  public long orders() {
    return orders.sum();
  }

  @Override
  public Map<String, Sales> sales() {
    Map<String, Sales> sales = new ConcurrentHashMap<>();
    ledgers.forEach((item, ledger) -> sales.put(item, ledger.sales()));
    return Map.copyOf(sales);
  }
}
