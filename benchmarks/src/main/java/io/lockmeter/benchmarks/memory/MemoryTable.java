package io.lockmeter.benchmarks.memory;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.util.ListStatistics;

/** The table of {@link MemoryCost}. */
final class MemoryTable {

  private static final double MEGABYTE = 1 << 20;

  private MemoryTable() {}

  /** What a program did, with how many locks. */
  record Row(String content, int locks) {}

  /** One line per row: medians in MB without the agent, with it, and the difference. */
  static String of(Map<Row, List<Memory>> without, Map<Row, List<Memory>> with) {
    StringBuilder table =
        new StringBuilder(
            String.format(
                "%-22s %10s %9s %9s %9s %9s %9s %9s%n",
                "MB", "locks", "heap", "with", "agent", "native", "with", "agent"));
    without.forEach(
        (row, before) -> {
          List<Memory> after = with.getOrDefault(row, List.of());
          table.append(String.format("%-22s %10d", row.content(), row.locks()));
          append(table, before, after, Memory::heap);
          append(table, before, after, Memory::nativeBytes);
          table.append(String.format("%n"));
        });
    return table.toString();
  }

  private static void append(
      StringBuilder table, List<Memory> before, List<Memory> after, ToDoubleFunction<Memory> part) {
    double without = median(before, part);
    double with = median(after, part);
    table.append(String.format(Locale.ROOT, " %9.2f %9.2f %+9.2f", without, with, with - without));
  }

  private static double median(List<Memory> figures, ToDoubleFunction<Memory> part) {
    double[] values = figures.stream().mapToDouble(part).toArray();
    return new ListStatistics(values).getPercentile(50) / MEGABYTE;
  }
}
