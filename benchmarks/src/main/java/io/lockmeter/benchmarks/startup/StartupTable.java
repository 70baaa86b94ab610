package io.lockmeter.benchmarks.startup;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The table of {@link StartupCost}. */
final class StartupTable {

  private StartupTable() {}

  /**
   * The lines for one program: medians, what each contender adds to them, and the processor time
   * that it adds as a share of what one of them adds.
   *
   * @param starts by contender, in the order of the lines; the first is without any agent
   * @param whole the contender whose added processor time is 1
   */
  static String of(Program program, Map<String, List<Start>> starts, String whole) {
    List<Start> plain = starts.values().iterator().next();
    double plainWall = median(plain, Start::wallMillis);
    double plainCpu = median(plain, Start::cpuMillis);
    double wholeCpu = median(starts.getOrDefault(whole, plain), Start::cpuMillis) - plainCpu;
    StringBuilder table = new StringBuilder();
    starts.forEach(
        (name, figures) -> {
          double wall = median(figures, Start::wallMillis);
          double cpu = median(figures, Start::cpuMillis);
          table.append(
              String.format(
                  Locale.ROOT,
                  "%-8s %-14s %8.0f %8.0f %8.0f %8.0f %8.2f%n",
                  program.name().toLowerCase(Locale.ROOT),
                  name,
                  wall,
                  wall - plainWall,
                  cpu,
                  cpu - plainCpu,
                  wholeCpu == 0 ? Double.NaN : (cpu - plainCpu) / wholeCpu));
        });
    return table.toString();
  }

  static String head() {
    return String.format(
        "%-8s %-14s %8s %8s %8s %8s %8s%n",
        "ms", "agent", "wall", "added", "CPU", "added", "ratio");
  }

  private static double median(List<Start> starts, ToDoubleFunction<Start> figure) {
    double[] sorted = starts.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
