package io.lockmeter.benchmarks.agent;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The table of {@link AgentCost}. */
final class CostTable {

  private CostTable() {}

  /** One line per benchmark in both maps: the medians in ns and their ratio. */
  static String of(Map<String, List<Double>> without, Map<String, List<Double>> with) {
    StringBuilder table =
        new StringBuilder(
            String.format("%-20s %12s %12s %7s%n", "ns/op", "without", "with", "ratio"));
    without.forEach(
        (name, figures) -> {
          double before = median(figures);
          double after = median(with.getOrDefault(name, List.of()));
          table.append(
              String.format(
                  Locale.ROOT, "%-20s %12.2f %12.2f %7.2f%n", name, before, after, after / before));
        });
    return table.toString();
  }

  private static double median(List<Double> figures) {
    if (figures.isEmpty()) {
      return Double.NaN;
    }
    List<Double> sorted = figures.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
