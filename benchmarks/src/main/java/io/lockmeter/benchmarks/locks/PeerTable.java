package io.lockmeter.benchmarks.locks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The table of {@link LockPeers}. */
final class PeerTable {

  private static final String LINE = "%-36s %7s  %-24s %9s %7s %7s  %s%n";

  private PeerTable() {}

  /**
   * One line for each implementation, under what was measured: the medians, and how many times as
   * fast ours is, which is the one that was measured first.
   */
  static String of(List<Figure> figures, List<Target> targets) {
    Map<Group, Map<String, List<Figure>>> groups = new LinkedHashMap<>();
    for (Figure figure : figures) {
      groups
          .computeIfAbsent(
              new Group(figure.task(), figure.threads()), group -> new LinkedHashMap<>())
          .computeIfAbsent(figure.subject(), subject -> new ArrayList<>())
          .add(figure);
    }
    StringBuilder table =
        new StringBuilder(
            String.format(LINE, "", "threads", "", "ops/us", "B/op", "ratio", "target"));
    groups.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> append(table, entry.getKey(), entry.getValue(), targets));
    return table.toString();
  }

  private static void append(
      StringBuilder table, Group group, Map<String, List<Figure>> bySubject, List<Target> targets) {
    double ours = Double.NaN;
    for (Map.Entry<String, List<Figure>> subject : bySubject.entrySet()) {
      double operations = median(subject.getValue(), Figure::operations);
      boolean first = Double.isNaN(ours);
      if (first) {
        ours = operations;
      }
      table.append(
          String.format(
              LINE,
              first ? group.task() : "",
              first ? group.threads() : "",
              subject.getKey(),
              number("%.2f", operations),
              number("%.1f", median(subject.getValue(), Figure::bytes)),
              first ? "" : number("%.2f", ours / operations),
              first ? "" : verdict(group, subject.getKey(), ours / operations, targets)));
    }
  }

  private static String verdict(Group group, String peer, double ratio, List<Target> targets) {
    for (Target target : targets) {
      if (target.task().equals(group.task())
          && target.peer().equals(peer)
          && target.threads() == group.threads()) {
        return number("%.2f", target.atLeast()) + (ratio >= target.atLeast() ? "" : " missed");
      }
    }
    return "";
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  private static double median(List<Figure> figures, ToDoubleFunction<Figure> value) {
    double[] sorted = figures.stream().mapToDouble(value).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private record Group(String task, int threads) implements Comparable<Group> {

    @Override
    public int compareTo(Group other) {
      int byTask = task.compareTo(other.task);
      return byTask != 0 ? byTask : Integer.compare(threads, other.threads);
    }
  }
}
