package io.lockmeter.engine.cli.top;

import io.lockmeter.engine.export.report.Units;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Shows one table after the other: in the place of the one before if that can be done. */
final class TopScreen {

  private static final String HOME = "\u001b[H";
  private static final String CLEAR_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";
  private static final String RED = "\u001b[1;31m";
  private static final String PLAIN = "\u001b[0m";

  private final PrintStream out;
  private final Terminal terminal;
  private final int limit;
  private boolean shown;

  /**
   * @param limit how many locks to show at most
   */
  TopScreen(PrintStream out, Terminal terminal, int limit) {
    this.out = out;
    this.terminal = terminal;
    this.limit = limit;
  }

  /** Returns whether anybody is there to see it. */
  boolean show(TopTable table) {
    Terminal.Size size = terminal.size();
    StringBuilder text = new StringBuilder();
    if (terminal.clears()) {
      text.append(HOME);
    } else if (shown) {
      text.append(System.lineSeparator());
    }
    shown = true;
    for (String line : lines(table, size)) {
      text.append(line).append(terminal.clears() ? CLEAR_LINE : "").append(System.lineSeparator());
    }
    if (terminal.clears()) {
      text.append(CLEAR_BELOW);
    }
    out.print(text);
    return !out.checkError();
  }

  List<String> lines(TopTable table, Terminal.Size size) {
    List<String> lines = new ArrayList<>(table.header(size.columns()));
    List<LockRow> rows = table.rows();
    // The cursor stays on a line of its own.
    int room = Math.max(1, size.lines() - lines.size() - 1);
    int shownRows = Math.min(limit, rows.size());
    if (shownRows > room || shownRows < rows.size() && shownRows == room) {
      shownRows = Math.max(1, room - 1);
    }
    for (LockRow row : rows.subList(0, shownRows)) {
      String line = table.line(row, size.columns());
      lines.add(row.totals().flagged() && terminal.colours() ? RED + line + PLAIN : line);
    }
    int rest = rows.size() - shownRows;
    if (rows.isEmpty()) {
      lines.add("no thread has waited for a lock so far");
    } else if (rest > 0) {
      lines.add("and " + Units.count(rest, "more lock", "more locks"));
    }
    return lines;
  }
}
