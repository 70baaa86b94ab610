package io.lockmeter.engine.config;

/**
 * One option as somebody wrote it.
 *
 * @param key its name, as in {@code http.port}
 * @param value its value, as written
 * @param source where it stands, as in {@code -Dlockmeter.http.port}
 */
record Setting(String key, String value, String source) {

  /** Longer texts are cut where they are printed. */
  private static final int MAX_PRINTED = 1000;

  /** How a problem names it; always one line, whatever the value holds. */
  String label() {
    return key + "=" + printable(value) + " (" + source + ")";
  }

  static String printable(String text) {
    int length = Math.min(text.length(), MAX_PRINTED);
    StringBuilder line = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      line.append(Character.isISOControl(c) ? '?' : c);
    }
    return text.length() > length ? line.append("...").toString() : line.toString();
  }
}
