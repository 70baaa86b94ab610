package io.lockmeter.benchmarks.programs;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sample application, which is to be on the class path. */
final class SampleRun {

  private static final Pattern REQUESTS = Pattern.compile("requests +(\\d+),.* 0 failed");

  private SampleRun() {}

  /** Arguments: those of the application. */
  public static void main(String[] arguments) throws Exception {
    PrintStream console = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      Clocked.run(
          () -> {
            Class.forName("io.lockmeter.sample.SampleApp")
                .getMethod("main", String[].class)
                .invoke(null, (Object) arguments);
            String text = printed.toString(StandardCharsets.UTF_8);
            System.setOut(console);
            return requests(text);
          });
    } finally {
      System.setOut(console);
    }
  }

  private static long requests(String text) {
    Matcher matcher = REQUESTS.matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("the application did not say how many requests: " + text);
    }
    return Long.parseLong(matcher.group(1));
  }
}
