package io.lockmeter.engine.config;

/**
 * One option as somebody wrote it.
 *
 * @param key its name, as in {@code http.port}
 * @param value its value, as written
 * @param source where it stands, as in {@code -Dlockmeter.http.port}
 */
record Setting(String key, String value, String source) {

  /** How a problem names it; always one line, whatever the value holds. */
  String label() {
    return key + "=" + printable(value) + " (" + source + ")";
  }

  static String printable(String text) {
    StringBuilder line = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      line.append(Character.isISOControl(c) ? '?' : c);
    }
    return line.toString();
  }
}
