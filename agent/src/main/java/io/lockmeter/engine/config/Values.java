package io.lockmeter.engine.config;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads typed values out of settings. A value that cannot be used is noted as a problem and the
 * default is returned, so that one run finds all problems.
 */
final class Values {

  private final Settings settings;

  Values(Settings settings) {
    this.settings = settings;
  }

  boolean flag(String key, boolean byDefault) {
    Setting setting = settings.get(key);
    if (setting == null) {
      return byDefault;
    }
    String value = setting.value();
    boolean on = value.equalsIgnoreCase("true") || value.equalsIgnoreCase("on");
    if (!on && !isFalse(value)) {
      reject(setting, "allowed are true, on, false and off");
    }
    return on;
  }

  static boolean isFalse(String value) {
    return value.equalsIgnoreCase("false") || value.equalsIgnoreCase("off");
  }

  int integer(String key, int byDefault, int min, int max, String allowed) {
    Setting setting = settings.get(key);
    if (setting == null) {
      return byDefault;
    }
    try {
      int value = Integer.parseInt(setting.value());
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Not a number: rejected below, like one out of range.
    }
    reject(setting, "allowed is " + allowed);
    return byDefault;
  }

  double ratio(String key, double byDefault) {
    Setting setting = settings.get(key);
    if (setting == null) {
      return byDefault;
    }
    String value = setting.value();
    try {
      double ratio =
          value.endsWith("%")
              ? new BigDecimal(value.substring(0, value.length() - 1).trim()).doubleValue() / 100
              : new BigDecimal(value).doubleValue();
      if (ratio > 0 && ratio <= 1) {
        return ratio;
      }
    } catch (NumberFormatException e) {
      // Not a number: rejected below, like one out of range.
    }
    reject(
        setting, "allowed is a number above 0 and up to 1, as in 0.1, or a percentage, as in 10%");
    return byDefault;
  }

  Duration duration(String key, Duration byDefault, Duration min, Duration max, String allowed) {
    Setting setting = settings.get(key);
    if (setting == null) {
      return byDefault;
    }
    try {
      Duration value = parseDuration(setting.value().toLowerCase(Locale.ROOT));
      if (value.compareTo(min) >= 0 && value.compareTo(max) <= 0) {
        return value;
      }
    } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
      // Not a duration: rejected below, like one out of range.
    }
    reject(setting, "allowed is " + allowed);
    return byDefault;
  }

  private static Duration parseDuration(String text) {
    if (text.startsWith("p")) {
      return Duration.parse(text);
    }
    int digits = 0;
    while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
      digits++;
    }
    long amount = Long.parseLong(text.substring(0, digits));
    switch (text.substring(digits).trim()) {
      case "ms":
        return Duration.ofMillis(amount);
      case "s":
        return Duration.ofSeconds(amount);
      case "m":
        return Duration.ofMinutes(amount);
      case "h":
        return Duration.ofHours(amount);
      default:
        throw new NumberFormatException(text);
    }
  }

  <E extends Enum<E>> E choice(String key, E byDefault, Class<E> type) {
    Setting setting = settings.get(key);
    if (setting == null) {
      return byDefault;
    }
    E value = constant(setting.value(), type);
    if (value != null) {
      return value;
    }
    reject(setting, "allowed are " + names(type));
    return byDefault;
  }

  /** The items of a list, or null if the option is not given. */
  @Nullable List<String> items(String key) {
    Setting setting = settings.get(key);
    if (setting == null) {
      return null;
    }
    List<String> items = new ArrayList<>();
    for (String item : setting.value().split("[,;]")) {
      if (!item.isBlank()) {
        items.add(item.trim());
      }
    }
    return items;
  }

  /** Prefixes of class names, as in {@code com.acme.} or {@code com.acme.OrderBook}. */
  List<String> prefixes(String key) {
    List<String> prefixes = items(key);
    if (prefixes == null) {
      return Collections.emptyList();
    }
    for (String prefix : prefixes) {
      for (int i = 0; i < prefix.length(); i++) {
        char c = prefix.charAt(i);
        if (c != '.' && c != '-' && !Character.isJavaIdentifierPart(c)) {
          reject(
              key, "allowed are the first letters of class names, as in com.acme. (no patterns)");
          return prefixes;
        }
      }
    }
    if (prefixes.isEmpty()) {
      reject(key, "allowed are the first letters of class names, as in com.acme.");
    }
    return List.copyOf(prefixes);
  }

  static <E extends Enum<E>> @Nullable E constant(String name, Class<E> type) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equalsIgnoreCase(name)) {
        return constant;
      }
    }
    return null;
  }

  static <E extends Enum<E>> String names(Class<E> type) {
    StringBuilder names = new StringBuilder();
    for (E constant : type.getEnumConstants()) {
      names
          .append(names.length() == 0 ? "" : ", ")
          .append(constant.name().toLowerCase(Locale.ROOT));
    }
    return names.toString();
  }

  void reject(String key, String allowed) {
    Setting setting = settings.get(key);
    if (setting != null) {
      reject(setting, allowed);
    }
  }

  void reject(Setting setting, String allowed) {
    settings.problems().add("option " + setting.label() + " cannot be used: " + allowed);
  }
}
