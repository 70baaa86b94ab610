package io.lockmeter.sample;

import io.lockmeter.locks.Counter;
import io.lockmeter.locks.LockedCounter;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;

/** The baseline: one lock for all of a sale, and held across the database call. */
final class CoarseShop implements Shop {

  private final ReentrantLock lock = new ReentrantLock();
  private final StockTable table;
  private final PriceCache prices;
  private final AuditTrail audit;
  private final Counter orders = new LockedCounter();
  private final Map<String, Sales> sales = new HashMap<>();

  CoarseShop(StockTable table, AuditTrail audit) {
    this.table = table;
    this.prices = new SynchronizedPriceCache(table);
    this.audit = audit;
  }

  @Override
  public OptionalLong sell(Order order) throws SQLException {
    long cents = prices.cents(order.item()) * order.quantity();
    lock.lock();
    try {
      if (!table.take(order)) {
        return OptionalLong.empty();
      }
      orders.increment();
      sales.merge(order.item(), new Sales(order.quantity(), cents), Sales::plus);
      audit.sold(order, cents);
      return OptionalLong.of(cents);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long orders() {
    return orders.sum();
  }

  @Override
  public Map<String, Sales> sales() {
    lock.lock();
    try {
      return Map.copyOf(sales);
    } finally {
      lock.unlock();
    }
  }
}
