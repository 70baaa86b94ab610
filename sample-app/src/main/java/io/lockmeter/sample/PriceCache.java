package io.lockmeter.sample;

import java.sql.SQLException;

/** Prices from the database, at most a second old. Safe for use by all threads. */
interface PriceCache {

  long MAX_AGE_NANOS = 1_000_000_000L;

  /** The price of one {@code item}, in cents. */
  long cents(String item) throws SQLException;

  /** A price and when it was read, as {@link System#nanoTime} counts. */
  record Price(long cents, long readAt) {

    boolean isFresh() {
      return System.nanoTime() - readAt < MAX_AGE_NANOS;
    }
  }
}
