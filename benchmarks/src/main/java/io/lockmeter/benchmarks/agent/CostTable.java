package io.lockmeter.benchmarks.agent;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The table of {@link AgentCost}. */
final class CostTable {

  private CostTable() {}

  /** What one run of a benchmark gave, per operation. */
  record Cost(double nanos, double bytes) {}

  /**
   * One line per benchmark in both maps: the median times and their ratio, and the median bytes
   * allocated.
   */
  static String of(Map<String, List<Cost>> without, Map<String, List<Cost>> with) {
    StringBuilder table =
        new StringBuilder(
            String.format(
                "%-24s %12s %12s %7s %12s %12s%n",
                "per op", "ns without", "with", "ratio", "B without", "with"));
    without.forEach(
        (name, figures) -> {
          List<Cost> others = with.getOrDefault(name, List.of());
          double before = median(figures, Cost::nanos);
          double after = median(others, Cost::nanos);
          table.append(
              String.format(
                  Locale.ROOT,
                  "%-24s %12.2f %12.2f %7.2f %12.2f %12.2f%n",
                  name,
                  before,
                  after,
                  after / before,
                  median(figures, Cost::bytes),
                  median(others, Cost::bytes)));
        });
    return table.toString();
  }

  private static double median(List<Cost> figures, ToDoubleFunction<Cost> value) {
    return Median.of(figures.stream().mapToDouble(value).toArray());
  }
}
