package io.lockmeter.sample;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * The stock, in the database. Safe for use by all threads.
 *
 * <p>The database runs inside this process; one that runs elsewhere answers after a round trip
 * through the network. Each statement takes such a round trip longer.
 */
final class StockTable {

  static final int ITEMS = 64;

  private final DataSource database;
  private final Duration roundTrip;

  /** Creates the table, with {@code quantity} of each item. */
  StockTable(DataSource database, Duration roundTrip, long quantity) throws SQLException {
    this.database = database;
    this.roundTrip = roundTrip;
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE stock (item VARCHAR(20) PRIMARY KEY, quantity BIGINT, cents BIGINT)");
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO stock VALUES (?, ?, ?)")) {
        for (int i = 0; i < ITEMS; i++) {
          insert.setString(1, item(i));
          insert.setLong(2, quantity);
          insert.setLong(3, 100 + i);
          insert.addBatch();
        }
        insert.executeBatch();
      }
    }
  }

  /** The name of the item with this number, from 0. */
  static String item(int number) {
    return "item-" + number;
  }

  /**
   * The price of an item.
   *
   * @throws IllegalArgumentException if there is no such item
   */
  long cents(String item) throws SQLException {
    return read("SELECT cents FROM stock WHERE item = ?", item);
  }

  /**
   * How many of an item are left.
   *
   * @throws IllegalArgumentException if there is no such item
   */
  long quantity(String item) throws SQLException {
    return read("SELECT quantity FROM stock WHERE item = ?", item);
  }

  private long read(String query, String item) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, item);
      travel();
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          throw new IllegalArgumentException("no such item: " + item);
        }
        return rows.getLong(1);
      }
    }
  }

  /**
   * Takes what is ordered out of the stock, or nothing and returns false if there is too little.
   */
  boolean take(Order order) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "UPDATE stock SET quantity = quantity - ? WHERE item = ? AND quantity >= ?")) {
      statement.setInt(1, order.quantity());
      statement.setString(2, order.item());
      statement.setInt(3, order.quantity());
      travel();
      return statement.executeUpdate() == 1;
    }
  }

  private void travel() throws SQLException {
    try {
      Thread.sleep(roundTrip.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted on the way to the database", e);
    }
  }
}
