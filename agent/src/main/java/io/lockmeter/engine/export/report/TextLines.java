package io.lockmeter.engine.export.report;

import java.io.IOException;
import java.io.Writer;

/** Writes lines of at most {@value #WIDTH} columns; what is longer is wrapped, never cut. */
public final class TextLines {

  static final int WIDTH = 99;

  private final Writer out;

  TextLines(Writer out) {
    this.out = out;
  }

  void blank() throws IOException {
    out.write('\n');
  }

  void rule() throws IOException {
    out.write("-".repeat(WIDTH));
    out.write('\n');
  }

  /**
   * Writes {@code prefix} and {@code text}; lines after the first are indented as far as the text
   * is.
   */
  void wrapped(String prefix, String text) throws IOException {
    String indent = " ".repeat(prefix.length());
    String start = prefix;
    String rest = printable(text);
    int room = WIDTH - prefix.length();
    while (rest.length() > room) {
      int end = breakAt(rest, room);
      write(start, rest.substring(0, end));
      rest = rest.substring(end).stripLeading();
      start = indent;
    }
    write(start, rest);
  }

  private void write(String prefix, String text) throws IOException {
    out.write((prefix + text).stripTrailing());
    out.write('\n');
  }

  /** Where to break: behind the last space, else before the last dot, else where the room ends. */
  private static int breakAt(String text, int room) {
    int space = text.lastIndexOf(' ', room);
    if (space > room / 3) {
      return space;
    }
    int dot = text.lastIndexOf('.', room);
    return dot > room / 3 ? dot : room;
  }

  /** Class and thread names may hold anything, line ends included. */
  public static String printable(String text) {
    StringBuilder line = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      line.append(Character.isISOControl(c) ? '?' : c);
    }
    return line.toString();
  }

  public static String padRight(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  public static String padLeft(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }
}
