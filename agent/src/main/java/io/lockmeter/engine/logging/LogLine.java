package io.lockmeter.engine.logging;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** Formats one line of the log, as in {@code [lockmeter] 2026-11-22 21:40:05Z WARN message}. */
final class LogLine {

  private LogLine() {}

  /**
   * Time is given in UTC: asking for the default time zone would fix it for the whole JVM, and an
   * application that sets {@code user.timezone} in its {@code main} would no longer be heard. The
   * same goes for formatters and the default locale.
   */
  static String format(long epochMillis, Level level, String message, @Nullable Throwable cause) {
    LocalDateTime time =
        LocalDateTime.ofEpochSecond(Math.floorDiv(epochMillis, 1000L), 0, ZoneOffset.UTC);
    StringBuilder line = new StringBuilder(128).append("[lockmeter] ");
    line.append(time.toLocalDate()).append(' ');
    twoDigits(line, time.getHour()).append(':');
    twoDigits(line, time.getMinute()).append(':');
    twoDigits(line, time.getSecond()).append("Z ").append(level).append(' ');
    int start = line.length();
    line.append(message);
    if (cause != null) {
      appendCause(line, cause);
    }
    for (int i = start; i < line.length(); i++) {
      if (Character.isISOControl(line.charAt(i))) {
        line.setCharAt(i, ' ');
      }
    }
    return line.toString();
  }

  private static StringBuilder twoDigits(StringBuilder line, int number) {
    return line.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }

  private static void appendCause(StringBuilder line, Throwable cause) {
    line.append(": ").append(cause);
    Throwable root = cause;
    for (int depth = 0; root.getCause() != null && depth < 20; depth++) {
      root = root.getCause();
    }
    if (root != cause) {
      line.append(" (caused by ").append(root).append(')');
    }
  }
}
