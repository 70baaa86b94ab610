package io.lockmeter.benchmarks.harness;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A program in a JVM of its own, of the kind that runs the caller. */
public final class ChildJvm {

  // Profilers print on the standard output, too.
  private static final String RESULT = "result";

  private ChildJvm() {}

  /** Prints what a program found, for the JVM that runs it. */
  public static void result(Object... values) {
    StringBuilder line = new StringBuilder(RESULT);
    for (Object value : values) {
      line.append(' ').append(value);
    }
    System.out.println(line);
  }

  /**
   * Runs a program of the benchmarks to its end.
   *
   * @return what it found: the values of each {@link #result}
   * @throws IllegalStateException if it ended with a status other than 0; says what it printed on
   *     its standard error
   */
  public static List<List<String>> run(
      Path directory, Class<?> program, List<String> jvmArguments, List<String> arguments)
      throws IOException, InterruptedException {
    return run(directory, List.of(Build.benchmarks()), program, jvmArguments, arguments);
  }

  /** The same with a class path of its own. */
  public static List<List<String>> run(
      Path directory,
      List<Path> classPath,
      Class<?> program,
      List<String> jvmArguments,
      List<String> arguments)
      throws IOException, InterruptedException {
    String path =
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    List<String> jvm = new ArrayList<>(jvmArguments);
    jvm.addAll(List.of("-cp", path, program.getName()));
    jvm.addAll(arguments);
    return run(directory, jvm).stream()
        .filter(line -> line.startsWith(RESULT + " "))
        .map(line -> List.of(line.substring(RESULT.length() + 1).split(" ")))
        .toList();
  }

  /**
   * Runs {@code java} to its end; fails as the other method.
   *
   * @return the lines that it printed on its standard output
   */
  public static List<String> run(Path directory, List<String> arguments)
      throws IOException, InterruptedException {
    Path out = directory.resolve("stdout");
    Path err = directory.resolve("stderr");
    Process process =
        new ProcessBuilder(command(arguments))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    int status;
    try {
      status = process.waitFor();
    } finally {
      process.destroyForcibly();
    }
    if (status != 0) {
      throw new IllegalStateException(
          "status " + status + " from " + arguments + ": " + Files.readString(err));
    }
    return Files.readAllLines(out, StandardCharsets.UTF_8);
  }

  /** The command that runs {@code java} of this JDK with {@code arguments}. */
  public static List<String> command(List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(arguments);
    return command;
  }

  /** Work in a directory that is there for as long as it takes. */
  @FunctionalInterface
  public interface Work<T> {
    T in(Path directory) throws IOException, InterruptedException;
  }

  /** Gives {@code work} a directory of its own and deletes that afterwards. */
  public static <T> T inDirectory(Work<T> work) throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("lockmeter-benchmarks");
    try {
      return work.in(directory);
    } finally {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
