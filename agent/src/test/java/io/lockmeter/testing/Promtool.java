package io.lockmeter.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Debian's package {@code prometheus}, where it is installed. */
public final class Promtool {

  /** How promtool ended, and all that it printed. */
  public record Outcome(int status, String output) {}

  private Promtool() {}

  /** Runs promtool with {@code arguments}, on files in {@code directory}. */
  public static Outcome run(Path directory, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), output);
  }

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
