package io.lockmeter.engine.cli.top;

import io.lockmeter.engine.export.report.ShortNames;
import io.lockmeter.engine.export.report.TextLines;
import io.lockmeter.engine.export.report.Units;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The lines that show one observation. */
final class TopTable {

  private static final List<String> HEADINGS =
      List.of("last", "run", "waits/s", "wait/s", "now", "mean", "hold");
  private static final int[] WIDTHS = {6, 6, 7, 6, 3, 7, 7};
  private static final String GAP = "  ";
  private static final String NONE = "-";
  private static final int SHORTEST_NAME = 12;
  private static final double SMALLEST_RATE = 0.005;
  private static final int FIRST_WHOLE_RATE = 100;
  private static final double NANOS = 1e9;

  private final Observation observed;
  private final List<LockRow> rows;
  private final Set<String> ambiguous = new HashSet<>();

  /**
   * @param rows in the order to show them in
   */
  TopTable(Observation observed, List<LockRow> rows) {
    this.observed = observed;
    this.rows = rows;
    Set<String> names = new HashSet<>();
    for (LockRow row : rows) {
      if (!names.add(row.totals().lock())) {
        ambiguous.add(row.totals().lock());
      }
    }
  }

  /** What stands above the rows. The last line is the headings. */
  List<String> header(int columns) {
    long flagged = observed.flagged();
    List<String> lines = new ArrayList<>();
    lines.add(
        "Lockmeter "
            + TextLines.printable(observed.agent())
            + ", process "
            + observed.pid()
            + " on Java "
            + TextLines.printable(observed.java())
            + ", up "
            + Units.duration(nanos(observed.uptimeSeconds())));
    lines.add(
        (flagged == 0 ? "no lock" : Units.count(flagged, "lock", "locks"))
            + " flagged (!): limit "
            + Units.exactPercent(observed.flagRatio())
            + ", windows of "
            + Units.wholeDuration(nanos(observed.windowSeconds())));
    lines.add("");
    lines.add("  " + row(HEADINGS) + GAP + "lock");
    lines.replaceAll(line -> cut(line, columns));
    return lines;
  }

  private static String cut(String line, int columns) {
    return line.substring(0, Math.min(columns, line.length()));
  }

  private static String row(List<String> cells) {
    StringBuilder row = new StringBuilder();
    for (int column = 0; column < WIDTHS.length; column++) {
      row.append(column == 0 ? "" : GAP)
          .append(TextLines.padLeft(cells.get(column), WIDTHS[column]));
    }
    return row.toString();
  }

  /** One line for a lock. */
  String line(LockRow row, int columns) {
    LockTotals lock = row.totals();
    String figures = (lock.flagged() ? "! " : "  ") + row(cells(row)) + GAP;
    String kind = ambiguous.contains(lock.lock()) ? " (" + lock.kind() + ")" : "";
    int room = Math.max(SHORTEST_NAME, columns - figures.length() - kind.length());
    String line =
        figures
            + ShortNames.fit(TextLines.printable(lock.lock()), room)
            + TextLines.printable(kind);
    return cut(line, columns);
  }

  private static List<String> cells(LockRow row) {
    LockTotals lock = row.totals();
    return List.of(
        Units.percent(lock.windowRatio()),
        Units.percent(lock.runRatio()),
        rate(row.waitsPerSecond()),
        rate(row.waitPerSecond()),
        Units.count(lock.waiters()),
        lock.contended() == 0 ? NONE : Units.duration(nanos(lock.meanWaitSeconds())),
        lock.holdSeconds() == 0 ? NONE : Units.duration(nanos(lock.meanHoldSeconds())));
  }

  private static String rate(double perSecond) {
    if (Double.isNaN(perSecond)) {
      return NONE;
    }
    if (perSecond == 0) {
      return "0";
    }
    if (perSecond < SMALLEST_RATE) {
      return "<0.01";
    }
    return perSecond < FIRST_WHOLE_RATE
        ? String.format(Locale.ROOT, "%.2f", perSecond)
        : Units.shortCount(Math.round(perSecond));
  }

  private static long nanos(double seconds) {
    return Math.round(seconds * NANOS);
  }

  List<LockRow> rows() {
    return rows;
  }
}
