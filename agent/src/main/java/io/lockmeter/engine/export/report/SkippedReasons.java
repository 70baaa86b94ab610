package io.lockmeter.engine.export.report;

import io.lockmeter.engine.instrument.Coverage.SkippedClass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sums up classes that were left as they are by reason, with the first class as an example. */
final class SkippedReasons {

  private static final int SHOWN = 3;

  private SkippedReasons() {}

  static List<String> lines(List<SkippedClass> skipped) {
    Map<String, List<SkippedClass>> byReason = new LinkedHashMap<>();
    for (SkippedClass each : skipped) {
      byReason.computeIfAbsent(each.reason(), reason -> new ArrayList<>()).add(each);
    }
    List<List<SkippedClass>> groups = new ArrayList<>(byReason.values());
    groups.sort(Comparator.comparingInt((List<SkippedClass> group) -> group.size()).reversed());
    List<String> lines = new ArrayList<>();
    for (List<SkippedClass> group : groups.subList(0, Math.min(SHOWN, groups.size()))) {
      SkippedClass first = group.get(0);
      String example = group.size() == 1 ? first.className() : "first " + first.className();
      lines.add(Units.count(group.size()) + ": " + first.reason() + " (" + example + ")");
    }
    if (groups.size() > SHOWN) {
      int rest = 0;
      for (List<SkippedClass> group : groups.subList(SHOWN, groups.size())) {
        rest += group.size();
      }
      lines.add(Units.count(rest) + ": other reasons; the JSON report names each class");
    }
    return lines;
  }
}
