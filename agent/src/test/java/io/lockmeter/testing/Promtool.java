package io.lockmeter.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.util.Arrays;

/** Debian's package {@code prometheus}, where it is installed. */
public final class Promtool {

  private Promtool() {}

  /** Skips the test, saying so, where {@code program} is not on the path. */
  public static void assumeInstalled(String program) {
    assumeTrue(
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(directory -> new File(directory, program).canExecute()),
        program + " is not on the path: install Debian's package prometheus");
  }

  /** What {@code promtool check metrics} has to say about an exposition; empty if nothing. */
  public static String check(byte[] exposition) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("promtool", "check", "metrics").redirectErrorStream(true).start();
    try (var in = process.getOutputStream()) {
      in.write(exposition);
    }
    String output = new String(process.getInputStream().readAllBytes());
    int status = process.waitFor();
    return status == 0 ? output : output + "exit status " + status;
  }
}
