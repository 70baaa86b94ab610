package io.lockmeter.benchmarks.accuracy;

import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.util.Statistics;

/** The table of {@link Bias}. */
final class BiasTable {

  private static final double CONFIDENCE = 0.95;

  private BiasTable() {}

  /** What was sampled. */
  record Row(String load, String lock, String quantity) {}

  /**
   * One line per row: the mean error in per cent, the half width of its 95 % confidence interval,
   * and whether zero is inside.
   */
  static String of(Map<Row, ? extends Statistics> errors) {
    StringBuilder table =
        new StringBuilder(
            String.format(
                "%-14s %-14s %-13s %5s %9s %9s  %s%n",
                "load", "lock", "sampled", "runs", "error %", "+- %", "zero"));
    errors.forEach(
        (row, error) -> {
          double mean = error.getMean();
          double half = error.getMeanErrorAt(CONFIDENCE);
          table.append(
              String.format(
                  Locale.ROOT,
                  "%-14s %-14s %-13s %5d %+9.2f %9.2f  %s%n",
                  row.load(),
                  row.lock(),
                  row.quantity(),
                  error.getN(),
                  mean,
                  half,
                  Math.abs(mean) <= half ? "inside" : "outside"));
        });
    return table.toString();
  }
}
