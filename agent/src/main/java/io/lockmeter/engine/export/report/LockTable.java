package io.lockmeter.engine.export.report;

import io.lockmeter.engine.analyze.LockSnapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Locks in one line each. Columns are as wide as what stands in them; names get the rest. */
final class LockTable {

  private static final int ROWS = 30;
  private static final String INDENT = "  ";
  private static final String GAP = "  ";
  private static final List<String> HEADINGS =
      List.of("kind", "ratio", "waits", "total", "mean", "longest");

  private final TextLines lines;

  LockTable(TextLines lines) {
    this.lines = lines;
  }

  /**
   * Writes the first of {@code all} that threads waited for, most wait first, and how many others
   * there are.
   */
  void write(String title, List<LockSnapshot> all) throws IOException {
    List<LockSnapshot> locks = all.stream().filter(lock -> lock.contended() > 0).toList();
    if (locks.isEmpty()) {
      lines.wrapped("", title + ": none");
    } else {
      writeTable(title, locks);
    }
    int free = all.size() - locks.size();
    if (free > 0) {
      lines.wrapped(
          INDENT, "and " + Units.count(free, "lock", "locks") + " that no thread waited for");
    }
  }

  private void writeTable(String title, List<LockSnapshot> locks) throws IOException {
    List<LockSnapshot> shown = locks.subList(0, Math.min(ROWS, locks.size()));
    List<List<String>> rows = new ArrayList<>();
    for (LockSnapshot lock : shown) {
      rows.add(cells(lock));
    }
    int[] widths = widths(rows);
    int name = nameWidth(title, shown, widths);
    lines.wrapped("", TextLines.padRight(title, name + INDENT.length()) + row(HEADINGS, widths));
    for (int i = 0; i < rows.size(); i++) {
      String label = ShortNames.fit(TextLines.printable(shown.get(i).lock()), name);
      lines.wrapped(INDENT, TextLines.padRight(label, name) + row(rows.get(i), widths));
    }
    writeRest(locks.subList(shown.size(), locks.size()));
  }

  private void writeRest(List<LockSnapshot> rest) throws IOException {
    if (!rest.isEmpty()) {
      long wait = 0;
      for (LockSnapshot lock : rest) {
        wait += lock.waitNanos();
      }
      lines.wrapped(
          INDENT,
          "and "
              + Units.count(rest.size(), "more lock", "more locks")
              + " with "
              + Units.duration(wait)
              + " of wait; the JSON report lists each");
    }
  }

  private static List<String> cells(LockSnapshot lock) {
    return List.of(
        lock.kind(),
        Units.percent(lock.waitRatio()),
        Units.shortCount(lock.contended()),
        Units.duration(lock.waitNanos()),
        Units.duration(lock.waitNanos() / Math.max(1, lock.contended())),
        Units.duration(lock.waitMaxNanos()));
  }

  private static int[] widths(List<List<String>> rows) {
    int[] widths = new int[HEADINGS.size()];
    for (int column = 0; column < widths.length; column++) {
      widths[column] = HEADINGS.get(column).length();
      for (List<String> row : rows) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    return widths;
  }

  private static int nameWidth(String title, List<LockSnapshot> locks, int[] widths) {
    int longest = title.length() - INDENT.length();
    for (LockSnapshot lock : locks) {
      longest = Math.max(longest, lock.lock().length());
    }
    int room = TextLines.WIDTH - INDENT.length();
    for (int width : widths) {
      room -= GAP.length() + width;
    }
    return Math.min(longest, room);
  }

  /** All cells but the first, the kind, are numbers and stand to the right. */
  private static String row(List<String> cells, int[] widths) {
    StringBuilder row = new StringBuilder(GAP).append(TextLines.padRight(cells.get(0), widths[0]));
    for (int column = 1; column < widths.length; column++) {
      row.append(GAP).append(TextLines.padLeft(cells.get(column), widths[column]));
    }
    return row.toString();
  }
}
