package io.lockmeter.benchmarks.accuracy;

import io.lockmeter.benchmarks.harness.Tool;
import java.util.List;
import java.util.Locale;

/** The table of {@link Accuracy}. */
final class WaitTable {

  private WaitTable() {}

  /** One line per run and lock: the truth, what the tool says, and its error. */
  static String of(List<WaitFigure> figures) {
    StringBuilder table =
        new StringBuilder(
            String.format(
                "%-10s %-14s %-10s %8s %10s %12s %12s %9s%n",
                "held for",
                "lock",
                "tool",
                "waits",
                "mean us",
                "total ms",
                "reported ms",
                "error %"));
    for (WaitFigure figure : figures) {
      boolean measured = figure.tool() != Tool.NONE;
      table.append(
          String.format(
              Locale.ROOT,
              "%-10s %-14s %-10s %8d %10.2f %12.2f %12s %9s%n",
              figure.regime().label,
              figure.lock(),
              figure.tool().label(),
              figure.waits(),
              figure.waitNanos() / figure.waits() / 1e3,
              figure.waitNanos() / 1e6,
              measured ? String.format(Locale.ROOT, "%.2f", figure.reportedNanos() / 1e6) : "",
              measured ? String.format(Locale.ROOT, "%+.2f", figure.errorPercent()) : ""));
    }
    return table.toString();
  }
}
