package io.lockmeter.truth.library;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Moves money between the accounts of a database in memory, which no transfer may change in sum.
 */
final class DatabaseLoad {

  private static final String URL = "jdbc:h2:mem:bank;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=300000";
  private static final int ACCOUNTS = 4;
  private static final int TRANSFERS = 400;

  private DatabaseLoad() {}

  public static void main(String[] arguments) throws Exception {
    try (Connection connection = DriverManager.getConnection(URL);
        Statement statement = connection.createStatement()) {
      statement.execute("create table account(id int primary key, balance bigint)");
      statement.execute("create table transfer(id identity primary key, amount bigint)");
      for (int i = 0; i < ACCOUNTS; i++) {
        statement.execute("insert into account values(" + i + ", 1000)");
      }
      Workers.run(DatabaseLoad::transfer);
      try (ResultSet sums =
          statement.executeQuery(
              "select (select sum(balance) from account), (select count(*) from transfer)")) {
        sums.next();
        System.out.println(Workers.RESULT + sums.getLong(1) + " " + sums.getLong(2));
      }
    }
  }

  private static void transfer(int worker) throws SQLException {
    try (Connection connection = DriverManager.getConnection(URL)) {
      connection.setAutoCommit(false);
      for (int i = 0; i < TRANSFERS; i++) {
        int one = (worker + i) % ACCOUNTS;
        int other = (worker + i + 1) % ACCOUNTS;
        // In the order of their numbers, or transfers could wait for each other.
        add(connection, Math.min(one, other), 1);
        add(connection, Math.max(one, other), -1);
        try (PreparedStatement log =
            connection.prepareStatement("insert into transfer(amount) values(?)")) {
          log.setLong(1, 1);
          log.execute();
        }
        connection.commit();
      }
    }
  }

  private static void add(Connection connection, int account, long amount) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("update account set balance = balance + ? where id = ?")) {
      update.setLong(1, amount);
      update.setInt(2, account);
      update.executeUpdate();
    }
  }
}
