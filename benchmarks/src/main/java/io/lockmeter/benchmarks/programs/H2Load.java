package io.lockmeter.benchmarks.programs;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several threads that read, change and add rows of an H2 database in memory. */
final class H2Load {

  private static final String URL = "jdbc:h2:mem:load;DB_CLOSE_DELAY=-1";
  private static final int THREADS = 4;
  private static final int ROWS = 10_000;
  private static final int SUM_EVERY = 200;

  private H2Load() {}

  /** Argument: the number of rounds of each thread; a round is three statements. */
  public static void main(String[] arguments) throws Exception {
    int rounds = Integer.parseInt(arguments[0]);
    Clocked.run(() -> run(rounds));
  }

  private static long run(int rounds) throws Exception {
    try (Connection connection = DriverManager.getConnection(URL)) {
      fill(connection);
      ExecutorService threads = Executors.newFixedThreadPool(THREADS);
      List<Future<Long>> done = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int seed = i;
        done.add(threads.submit(() -> load(rounds, new SplittableRandom(seed))));
      }
      long statements = 0;
      for (Future<Long> thread : done) {
        statements += thread.get();
      }
      threads.shutdown();
      connection.createStatement().execute("drop all objects");
      return statements;
    }
  }

  private static void fill(Connection connection) throws SQLException {
    connection
        .createStatement()
        .execute("create table account(id int primary key, owner varchar(40), balance int)");
    connection
        .createStatement()
        .execute("create table entry(id identity primary key, account int, amount int)");
    try (PreparedStatement insert =
        connection.prepareStatement("insert into account values(?, ?, 0)")) {
      for (int id = 0; id < ROWS; id++) {
        insert.setInt(1, id);
        insert.setString(2, "owner " + id);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static long load(int rounds, SplittableRandom random) throws SQLException {
    long statements = 0;
    try (Connection connection = DriverManager.getConnection(URL);
        PreparedStatement select =
            connection.prepareStatement("select owner, balance from account where id = ?");
        PreparedStatement update =
            connection.prepareStatement("update account set balance = balance + ? where id = ?");
        PreparedStatement insert =
            connection.prepareStatement("insert into entry(account, amount) values(?, ?)");
        PreparedStatement sum = connection.prepareStatement("select sum(balance) from account")) {
      // Threads that change the same row then wait for each other instead of failing.
      connection.createStatement().execute("set lock_timeout 10000");
      for (int round = 0; round < rounds; round++) {
        int id = random.nextInt(ROWS);
        int amount = random.nextInt(100);
        select.setInt(1, id);
        try (ResultSet row = select.executeQuery()) {
          row.next();
        }
        update.setInt(1, amount);
        update.setInt(2, id);
        update.executeUpdate();
        insert.setInt(1, id);
        insert.setInt(2, amount);
        insert.executeUpdate();
        statements += 3;
        if (round % SUM_EVERY == 0) {
          try (ResultSet row = sum.executeQuery()) {
            row.next();
          }
          statements++;
        }
      }
    }
    return statements;
  }
}
