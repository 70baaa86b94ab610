package io.lockmeter.sample;

import java.sql.SQLException;
import java.util.Map;
import java.util.OptionalLong;

/** Sells what is in stock. Safe for use by all threads. */
interface Shop {

  /**
   * Sells what {@code order} asks for.
   *
   * @return what it costs, in cents, or nothing if the stock does not suffice
   * @throws IllegalArgumentException if the shop has no such item
   */
  OptionalLong sell(Order order) throws SQLException;

  /** How many orders were sold. */
  long orders();

  /** What was sold, by item. */
  Map<String, Sales> sales();
}
