package io.lockmeter.benchmarks.programs;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.util.ListStatistics;

/** The table of {@link ProgramCost}. */
final class ProgramTable {

  private ProgramTable() {}

  /**
   * One line per program for the first time it does its work, and one for the last: medians without
   * and with the agent, and their ratios.
   */
  static String of(Map<Program, List<List<Run>>> without, Map<Program, List<List<Run>>> with) {
    StringBuilder table =
        new StringBuilder(
            String.format(
                "%-24s %12s %12s %7s %13s %12s %7s%n",
                "", "cpu us/op", "with", "ratio", "ops/s", "with", "ratio"));
    without.forEach(
        (program, runs) -> {
          List<List<Run>> others = with.getOrDefault(program, List.of());
          table.append(line(program.label, first(runs), first(others)));
          table.append(line(program.label + ", settled", last(runs), last(others)));
        });
    return table.toString();
  }

  private static List<Run> first(List<List<Run>> runs) {
    return runs.stream().map(run -> run.get(0)).toList();
  }

  private static List<Run> last(List<List<Run>> runs) {
    return runs.stream().map(run -> run.get(run.size() - 1)).toList();
  }

  private static String line(String label, List<Run> without, List<Run> with) {
    double cpu = median(without, Run::cpuPerOperation) * 1e6;
    double cpuWith = median(with, Run::cpuPerOperation) * 1e6;
    double rate = median(without, Run::throughput);
    double rateWith = median(with, Run::throughput);
    return String.format(
        Locale.ROOT,
        "%-24s %12.2f %12.2f %7.3f %13.1f %12.1f %7.3f%n",
        label,
        cpu,
        cpuWith,
        cpuWith / cpu,
        rate,
        rateWith,
        rateWith / rate);
  }

  private static double median(List<Run> runs, ToDoubleFunction<Run> value) {
    return new ListStatistics(runs.stream().mapToDouble(value).toArray()).getPercentile(50);
  }
}
