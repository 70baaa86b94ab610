package io.lockmeter.engine.cli.top;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stdout is.
 *
 * @param clears whether it is a terminal that understands control codes
 * @param colours whether it may be given colours
 */
record Terminal(boolean clears, boolean colours) {

  /** Lines and columns; {@link Integer#MAX_VALUE} where there is no limit. */
  record Size(int lines, int columns) {}

  private static final Size UNLIMITED = new Size(Integer.MAX_VALUE, Integer.MAX_VALUE);
  private static final Size USUAL = new Size(24, 80);
  private static final Pattern SIZE = Pattern.compile("(\\d{1,4}) (\\d{1,4})\\s*");

  static Terminal ofStdout() {
    Map<String, String> environment = System.getenv();
    boolean windows =
        System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    // The old console of Windows prints control codes as they are.
    boolean understands =
        windows
            ? environment.containsKey("WT_SESSION") || environment.containsKey("TERM")
            : !environment.getOrDefault("TERM", "dumb").equals("dumb");
    boolean clears = understands && isTerminal();
    return new Terminal(clears, clears && environment.getOrDefault("NO_COLOR", "").isEmpty());
  }

  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      // Newer JDKs have a console everywhere, which says what it is.
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  /** The size of this moment. */
  Size size() {
    if (!clears) {
      return UNLIMITED;
    }
    Size asked = ask();
    return new Size(given("LINES", asked.lines()), given("COLUMNS", asked.columns()));
  }

  private static int given(String variable, int otherwise) {
    String value = System.getenv().getOrDefault(variable, "");
    return value.matches("[1-9]\\d{0,3}") ? Integer.parseInt(value) : otherwise;
  }

  private static Size ask() {
    File terminal = new File("/dev/tty");
    if (!terminal.exists()) {
      return USUAL;
    }
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(terminal)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      Matcher size = SIZE.matcher(answer);
      if (stty.waitFor(1, TimeUnit.SECONDS) && size.matches() && !answer.startsWith("0 ")) {
        return new Size(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // Without that program it is as large as most are.
      return USUAL;
    }
    return USUAL;
  }
}
