package io.lockmeter.engine.export.report;

import java.math.BigDecimal;

/** Numbers as people read them, to about three digits; the same in every locale. */
public final class Units {

  private static final String[] TIME = {"ns", "us", "ms", "s", "min", "h", "d"};

  /** How many of a unit make one of the next, and from how many on the next is used. */
  private static final double[] SIZE = {1000, 1000, 1000, 60, 60, 24};

  private static final double[] LIMIT = {1000, 1000, 1000, 100, 100, 100};

  private Units() {}

  /** As in {@code 8.1 ms}. */
  public static String duration(long nanos) {
    if (nanos == 0) {
      return "0 s";
    }
    double value = nanos;
    int unit = 0;
    while (unit < SIZE.length && shown(value) >= LIMIT[unit]) {
      value /= SIZE[unit];
      unit++;
    }
    return (unit == 0 ? count(nanos) : threeDigits(value)) + " " + TIME[unit];
  }

  /** As in {@code 10 s}, for what was configured and is rarely a fraction. */
  public static String wholeDuration(long nanos) {
    return duration(nanos).replace(".0 ", " ");
  }

  /** As in {@code 1,234,567}. */
  public static String count(long number) {
    StringBuilder digits = new StringBuilder().append(number);
    int first = number < 0 ? 1 : 0;
    for (int i = digits.length() - 3; i > first; i -= 3) {
      digits.insert(i, ',');
    }
    return digits.toString();
  }

  /** As in {@code 1,234,567} or, from ten million on, {@code 12.3 M}. */
  public static String shortCount(long number) {
    if (number < 10_000_000) {
      return count(number);
    }
    double millions = number / 1e6;
    return millions < 1000 ? threeDigits(millions) + " M" : threeDigits(millions / 1000) + " G";
  }

  /** As in {@code 1 thread} or {@code 2 threads}. */
  public static String count(long number, String singular, String plural) {
    return count(number) + " " + (number == 1 ? singular : plural);
  }

  /** As in {@code 43 %}, {@code 4.2 %} or {@code <0.1 %}. */
  public static String percent(double ratio) {
    long tenths = Math.round(ratio * 1000);
    if (tenths == 0) {
      return ratio > 0 ? "<0.1 %" : "0 %";
    }
    return tenths < 100 ? tenths / 10 + "." + tenths % 10 + " %" : Math.round(ratio * 100) + " %";
  }

  /** As in {@code 12.5 %}, every digit of it. */
  public static String exactPercent(double ratio) {
    return BigDecimal.valueOf(ratio).movePointRight(2).stripTrailingZeros().toPlainString() + " %";
  }

  private static String threeDigits(double value) {
    long tenths = Math.round(value * 10);
    return tenths < 1000 ? tenths / 10 + "." + tenths % 10 : count(Math.round(value));
  }

  /** What {@link #threeDigits} makes of {@code value}. */
  private static double shown(double value) {
    long tenths = Math.round(value * 10);
    return tenths < 1000 ? tenths / 10.0 : Math.round(value);
  }
}
