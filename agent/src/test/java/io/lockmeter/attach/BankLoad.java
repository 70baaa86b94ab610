package io.lockmeter.attach;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Moves money between the accounts of a database in memory, until it is stopped. */
final class BankLoad {

  private static final String URL = "jdbc:h2:mem:bank;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=300000";
  private static final int ACCOUNTS = 4;
  private static final int THREADS = 4;

  private final List<Future<Long>> tellers = new ArrayList<>();
  private ExecutorService pool = Executors.newFixedThreadPool(THREADS);
  private volatile boolean stopped;

  String start() throws SQLException {
    try (Connection connection = DriverManager.getConnection(URL);
        Statement statement = connection.createStatement()) {
      statement.execute("create table account(id int primary key, balance bigint)");
      statement.execute("create table transfer(id identity primary key, amount bigint)");
      for (int i = 0; i < ACCOUNTS; i++) {
        statement.execute("insert into account values(" + i + ", 1000)");
      }
    }
    for (int i = 0; i < THREADS; i++) {
      int teller = i;
      tellers.add(pool.submit(() -> transfer(teller)));
    }
    return "started";
  }

  /** The sum of all accounts, and whether each transfer that was committed is there. */
  String stop() throws SQLException, ExecutionException, InterruptedException {
    stopped = true;
    long made = 0;
    for (Future<Long> teller : tellers) {
      made += teller.get();
    }
    pool.shutdown();
    try (Connection connection = DriverManager.getConnection(URL);
        Statement statement = connection.createStatement();
        ResultSet sums =
            statement.executeQuery(
                "select (select sum(balance) from account), (select count(*) from transfer)")) {
      sums.next();
      return sums.getLong(1) + " " + (made > 0 && made == sums.getLong(2));
    }
  }

  private long transfer(int teller) throws SQLException {
    long made = 0;
    try (Connection connection = DriverManager.getConnection(URL)) {
      connection.setAutoCommit(false);
      while (!stopped) {
        int one = (int) ((teller + made) % ACCOUNTS);
        int other = (one + 1) % ACCOUNTS;
        // In the order of their numbers, or transfers could wait for each other.
        add(connection, Math.min(one, other), 1);
        add(connection, Math.max(one, other), -1);
        try (PreparedStatement log =
            connection.prepareStatement("insert into transfer(amount) values(1)")) {
          log.execute();
        }
        connection.commit();
        made++;
      }
    }
    return made;
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
