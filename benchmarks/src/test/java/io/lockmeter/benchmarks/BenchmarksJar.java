package io.lockmeter.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command as it is run: its own jar, in a JVM of its own. */
public final class BenchmarksJar {

  private BenchmarksJar() {}

  /**
   * Runs it to its end.
   *
   * @param directory where it and JMH keep their files
   */
  public static Result run(Path directory, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // JMH runs once at a time per such directory; another build may be at it too.
                "-Djava.io.tmpdir=" + directory,
                "-jar",
                Path.of("target", "benchmarks.jar").toString()));
    command.addAll(List.of(arguments));
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(command);
    // With one of these a JVM takes other options, and says so on stderr.
    builder
        .environment()
        .keySet()
        .removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
    int status = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start().waitFor();
    return new Result(
        status,
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  /** What a run of the command left. */
  public record Result(int status, String out, String err) {}
}
