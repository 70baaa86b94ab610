package io.lockmeter.engine.cli.top;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TopScreenTest {

  private static final Terminal COLOURS = new Terminal(true, true);
  private static final Terminal PLAIN = new Terminal(true, false);
  private static final LockTotals READ = lock("com.acme.orders.OrderBook.lock", "read", true);
  private static final LockTotals WRITE = lock("com.acme.orders.OrderBook.lock", "write", false);
  private static final LockTotals OTHER = lock("com.acme.\u001b[2JShop.lock", "reentrant", false);

  private static LockTotals lock(String name, String kind, boolean flagged) {
    return new LockTotals(name, kind, flagged, 0.25, 0.125, 40, 2, 3, 100, 0.5);
  }

  private static Observation observation(String start, double uptime, List<LockTotals> locks) {
    return new Observation("1.0", "17.0.1", 42, start, uptime, 10, 0.1, locks);
  }

  private static TopTable table() {
    Observation now = observation("then", 12, List.of(READ, WRITE, OTHER));
    return new TopTable(now, LockRow.of(now, null));
  }

  private static List<String> lines(Terminal terminal, int limit, int lines, int columns) {
    return new TopScreen(System.out, terminal, limit)
        .lines(table(), new Terminal.Size(lines, columns));
  }

  @Test
  void namesGetTheRestOfTheLine() {
    List<String> lines = lines(PLAIN, 9, 24, 90);

    assertThat(lines)
        .containsExactly(
            "Lockmeter 1.0, process 42 on Java 17.0.1, up 12.0 s",
            "1 lock flagged (!): limit 10 %, windows of 10 s",
            "",
            "    last     run  waits/s  wait/s  now     mean     hold  lock",
            "!   25 %    13 %        -       -    3  50.0 ms   5.0 ms  c.a.orders.OrderBook.lock (read)",
            "    25 %    13 %        -       -    3  50.0 ms   5.0 ms  c.a.o.OrderBook.lock (write)",
            "    25 %    13 %        -       -    3  50.0 ms   5.0 ms  com.acme.?[2JShop.lock");
    assertThat(lines(PLAIN, 9, 24, 40)).allMatch(line -> line.length() <= 40);
  }

  @Test
  void linesGoAsFarAsTheTerminal() {
    assertThat(lines(PLAIN, 9, 8, 90)).hasSize(7).noneMatch(line -> line.startsWith("and"));
    assertThat(lines(PLAIN, 9, 7, 90)).hasSize(6).endsWith("and 2 more locks");
    assertThat(lines(PLAIN, 1, 24, 90)).hasSize(6).endsWith("and 2 more locks");
    assertThat(lines(PLAIN, 2, 7, 90)).hasSize(6).endsWith("and 2 more locks");
  }

  @Test
  void onlyFlaggedLocksAreColoured() {
    assertThat(lines(COLOURS, 9, 24, 90).get(4)).matches("\u001b\\[1;31m! .*\u001b\\[0m");
    assertThat(lines(COLOURS, 9, 24, 90).get(5)).doesNotContain("\u001b");
    assertThat(lines(PLAIN, 9, 24, 90)).noneMatch(line -> line.contains("\u001b"));
  }

  @Test
  void theLargestComeFirstAndNamesDecide() {
    LockTotals low = new LockTotals("b", "read", false, 0.1, 0.4, 9, 9, 0, 1, 2);
    LockTotals high = new LockTotals("c", "read", false, 0.2, 0.3, 9, 2, 1, 1, 1);
    LockTotals same = new LockTotals("a", "read", false, 0.1, 0.4, 9, 9, 0, 1, 2);
    List<LockRow> rows = LockRow.of(observation("then", 1, List.of(low, high, same)), null);

    assertThat(sorted(rows, Order.LAST)).containsExactly("c", "a", "b");
    assertThat(sorted(rows, Order.NOW)).containsExactly("c", "a", "b");
    assertThat(sorted(rows, Order.RUN)).containsExactly("a", "b", "c");
    assertThat(sorted(rows, Order.MEAN)).containsExactly("a", "b", "c");
    assertThat(sorted(rows, Order.HOLD)).containsExactly("a", "b", "c");
    assertThat(sorted(rows, Order.WAITS)).containsExactly("a", "b", "c");
    assertThat(sorted(rows, Order.NAME)).containsExactly("a", "b", "c");
  }

  private static List<String> sorted(List<LockRow> rows, Order order) {
    return rows.stream().sorted(order.rows()).map(row -> row.totals().lock()).toList();
  }

  @Test
  void ratesAreOfTheTimeBetween() {
    LockTotals before = new LockTotals("a", "read", false, 0, 0, 10, 1.5, 0, 0, 0);
    LockTotals after = new LockTotals("a", "read", false, 0, 0, 40, 2, 0, 0, 0);
    Observation first = observation("then", 10, List.of(before));
    LockTotals free = new LockTotals("free", "read", false, 0, 0, 0, 0, 0, 9, 1);

    assertThat(LockRow.of(observation("then", 12.5, List.of(after, free)), first))
        .containsExactly(new LockRow(after, 12, 0.2));
    assertThat(LockRow.of(observation("later", 13, List.of(before)), first))
        .containsExactly(new LockRow(before, Double.NaN, Double.NaN));
  }
}
