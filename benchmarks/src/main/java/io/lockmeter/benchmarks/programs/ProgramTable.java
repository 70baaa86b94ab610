package io.lockmeter.benchmarks.programs;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.util.ListStatistics;

/** The table of {@link ProgramCost}. */
final class ProgramTable {

  private ProgramTable() {}

  /** One line per program: medians without and with the agent, and their ratios. */
  static String of(Map<Program, List<Run>> without, Map<Program, List<Run>> with) {
    StringBuilder table =
        new StringBuilder(
            String.format(
                "%-18s %12s %12s %7s %13s %12s %7s%n",
                "", "cpu us/op", "with", "ratio", "ops/s", "with", "ratio"));
    without.forEach(
        (program, runs) -> {
          List<Run> others = with.getOrDefault(program, List.of());
          double cpu = median(runs, Run::cpuPerOperation) * 1e6;
          double cpuWith = median(others, Run::cpuPerOperation) * 1e6;
          double rate = median(runs, Run::throughput);
          double rateWith = median(others, Run::throughput);
          table.append(
              String.format(
                  Locale.ROOT,
                  "%-18s %12.2f %12.2f %7.3f %13.1f %12.1f %7.3f%n",
                  program.label,
                  cpu,
                  cpuWith,
                  cpuWith / cpu,
                  rate,
                  rateWith,
                  rateWith / rate));
        });
    return table.toString();
  }

  private static double median(List<Run> runs, ToDoubleFunction<Run> value) {
    return new ListStatistics(runs.stream().mapToDouble(value).toArray()).getPercentile(50);
  }
}
