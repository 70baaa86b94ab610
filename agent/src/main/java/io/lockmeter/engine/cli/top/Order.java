package io.lockmeter.engine.cli.top;

import java.util.Comparator;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What the table is sorted by: the largest first, or by name. */
public enum Order {
  LAST(row -> row.totals().windowRatio()),
  RUN(row -> row.totals().runRatio()),
  WAITS(LockRow::waitsPerSecond),
  WAIT(LockRow::waitPerSecond),
  NOW(row -> row.totals().waiters()),
  MEAN(row -> row.totals().meanWaitSeconds()),
  HOLD(row -> row.totals().meanHoldSeconds()),
  NAME(row -> 0);

  private final ToDoubleFunction<LockRow> figure;

  Order(ToDoubleFunction<LockRow> figure) {
    this.figure = figure;
  }

  /** Where the figures are equal, the names decide. */
  Comparator<LockRow> rows() {
    return Comparator.comparingDouble(figure)
        .reversed()
        .thenComparing(row -> row.totals().lock())
        .thenComparing(row -> row.totals().kind());
  }

  /** As the option takes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
