package io.lockmeter.benchmarks.agent;

import io.lockmeter.benchmarks.harness.Tool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The table of {@link ContendedCost}. */
final class ContendedTable {

  private ContendedTable() {}

  /**
   * One line per task and number of threads: operations per millisecond without a tool, the share
   * of that which is left with each tool, and the bytes that Lockmeter adds to an operation.
   */
  static String of(List<ContendedFigure> figures, List<Tool> tools) {
    Map<String, List<ContendedFigure>> rows = new LinkedHashMap<>();
    for (ContendedFigure figure : figures) {
      rows.computeIfAbsent(
              String.format("%-24s %7d", figure.task(), figure.threads()), row -> new ArrayList<>())
          .add(figure);
    }
    StringBuilder table = new StringBuilder(String.format("%-24s %7s", "", "threads"));
    table.append(String.format(" %12s", "ops/ms"));
    List<Tool> compared = tools.stream().filter(tool -> tool != Tool.NONE).toList();
    compared.forEach(tool -> table.append(String.format(" %9s", tool.label())));
    table.append(String.format(" %8s%n", "B/op"));
    rows.forEach(
        (row, measured) -> {
          double base = median(measured, Tool.NONE, ContendedFigure::operations);
          table.append(row).append(String.format(Locale.ROOT, " %12.2f", base));
          for (Tool tool : compared) {
            double ratio = median(measured, tool, ContendedFigure::operations) / base;
            table.append(String.format(Locale.ROOT, " %9.2f", ratio));
          }
          double added =
              median(measured, Tool.LOCKMETER, ContendedFigure::bytes)
                  - median(measured, Tool.NONE, ContendedFigure::bytes);
          table.append(String.format(Locale.ROOT, " %+8.2f%n", added));
        });
    return table.toString();
  }

  private static double median(
      List<ContendedFigure> figures, Tool tool, ToDoubleFunction<ContendedFigure> value) {
    return Median.of(
        figures.stream().filter(figure -> figure.tool() == tool).mapToDouble(value).toArray());
  }
}
