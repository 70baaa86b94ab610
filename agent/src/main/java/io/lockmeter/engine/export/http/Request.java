package io.lockmeter.engine.export.http;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The first line and the headers of a request, which is all of it that is read. What RFC 9112 does
 * not allow is refused; nothing is guessed or decoded.
 *
 * @param path as it was sent, without the query
 * @param host what the client takes this server for, or null if it does not say
 * @param headers by name in lower case; several of one name are joined by commas
 */
record Request(String method, String path, @Nullable String host, Map<String, String> headers) {

  private static final int LONGEST_LINE = 8_192;
  private static final int MOST_HEADERS = 100;

  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}");
  private static final Pattern VERSION = Pattern.compile("HTTP/[0-9]\\.[0-9]");
  private static final Pattern TARGET = Pattern.compile("[!-~]+");
  private static final Pattern ABSOLUTE = Pattern.compile("(?i)https?://([^/?#]+)(.*)");

  /**
   * Takes a request apart.
   *
   * @param head all up to the empty line, one byte a character
   */
  static Request parse(String head) throws RefusedException {
    String[] lines = head.split("\r?\n", -1);
    for (String line : lines) {
      requirePrintable(line);
    }
    String[] parts = firstLine(lines[0]);
    Map<String, String> headers = headers(lines);
    String host = headers.get("host");
    if (host == null && parts[2].equals("HTTP/1.1") || host != null && host.indexOf(',') >= 0) {
      throw new RefusedException(400, "A request needs one Host header.");
    }
    String target = parts[1];
    Matcher absolute = ABSOLUTE.matcher(target);
    if (absolute.matches()) {
      host = absolute.group(1);
      target = absolute.group(2);
    } else if (target.charAt(0) != '/' && !target.equals("*")) {
      throw new RefusedException(400, "What is asked for must be a path.");
    }
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    return new Request(parts[0], path, host, headers);
  }

  private static void requirePrintable(String line) throws RefusedException {
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c < ' ' && c != '\t' || c == 0x7f) {
        throw new RefusedException(400, "A control character stands in the request.");
      }
    }
  }

  private static String[] firstLine(String line) throws RefusedException {
    if (line.length() > LONGEST_LINE) {
      throw new RefusedException(414, "The first line is longer than 8 KiB.");
    }
    String[] parts = line.split(" ", -1);
    if (parts.length != 3
        || !TOKEN.matcher(parts[0]).matches()
        || !TARGET.matcher(parts[1]).matches()
        || !VERSION.matcher(parts[2]).matches()) {
      throw new RefusedException(400, "The first line is not that of an HTTP request.");
    }
    if (!parts[2].startsWith("HTTP/1.")) {
      throw new RefusedException(505, "Only HTTP/1.0 and HTTP/1.1 are understood.");
    }
    return parts;
  }

  private static Map<String, String> headers(String[] lines) throws RefusedException {
    if (lines.length - 1 > MOST_HEADERS) {
      throw new RefusedException(431, "There are more than " + MOST_HEADERS + " headers.");
    }
    Map<String, String> headers = new HashMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon < 0 || !TOKEN.matcher(lines[i].substring(0, colon)).matches()) {
        throw new RefusedException(400, "A header is not written as name: value.");
      }
      String name = lines[i].substring(0, colon).toLowerCase(Locale.ROOT);
      headers.merge(name, lines[i].substring(colon + 1).trim(), (a, b) -> a + ", " + b);
    }
    return headers;
  }

  @Nullable String header(String name) {
    return headers.get(name);
  }

  boolean hasBody() {
    String length = headers.get("content-length");
    return headers.containsKey("transfer-encoding") || length != null && !length.equals("0");
  }
}
