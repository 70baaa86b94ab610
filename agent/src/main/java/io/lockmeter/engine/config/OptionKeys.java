package io.lockmeter.engine.config;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The names of the options, and which of them a misspelt one is nearest to. */
final class OptionKeys {

  static final String CONFIG = "config";

  static final List<String> ALL =
      List.of(
          "enabled",
          "http.port",
          "http.host",
          "http.locks",
          "http.user",
          "http.password.file",
          "http.tls.keystore",
          "http.tls.password.file",
          "window",
          "flag.ratio",
          "locks",
          "monitors",
          "jdk.monitors",
          "include",
          "exclude",
          "acquisitions",
          "jfr",
          "metrics",
          "max.locks",
          "report",
          "log",
          CONFIG);

  private static final Set<String> LISTS = Set.of("locks", "include", "exclude");

  private OptionKeys() {}

  static boolean known(String key) {
    return ALL.contains(key);
  }

  static boolean isList(String key) {
    return LISTS.contains(key);
  }

  /** The environment variable of {@code key}, as in {@code LOCKMETER_HTTP_PORT}. */
  static String variable(String key) {
    return "LOCKMETER_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** The known key with the smallest edit distance to {@code key}. */
  static String nearest(String key) {
    String nearest = ALL.get(0);
    int least = Integer.MAX_VALUE;
    for (String candidate : ALL) {
      int distance = distance(key.toLowerCase(Locale.ROOT), candidate);
      if (distance < least) {
        least = distance;
        nearest = candidate;
      }
    }
    return nearest;
  }

  /** Levenshtein's edit distance, one row of his matrix at a time. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
