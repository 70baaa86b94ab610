package io.lockmeter.engine.export.report;

/** Makes long names fit a column. */
public final class ShortNames {

  private static final String GAP = "..";

  private ShortNames() {}

  /**
   * Shortens packages to their first letters, from the left and no more of them than needed, as in
   * {@code c.z.hikari.pool.HikariPool.lock}; if that is not enough, cuts the middle out.
   */
  public static String fit(String name, int width) {
    StringBuilder fitted = new StringBuilder(name);
    int segment = name.lastIndexOf(' ') + 1;
    while (fitted.length() > width) {
      int dot = fitted.indexOf(".", segment);
      if (dot <= segment || !Character.isLowerCase(fitted.charAt(segment))) {
        return cut(fitted.toString(), width);
      }
      fitted.delete(segment + 1, dot);
      segment += 2;
    }
    return fitted.toString();
  }

  private static String cut(String name, int width) {
    int head = (width - GAP.length()) / 3;
    int tail = width - GAP.length() - head;
    return name.substring(0, head) + GAP + name.substring(name.length() - tail);
  }
}
