package io.lockmeter.testing;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a program in a JVM of its own, of the Java that runs the test. */
public final class ChildJvm {

  private static final long LIMIT_SECONDS = 300;

  private final List<String> options = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();

  /** What a program left behind. */
  public record Result(int exit, String out, String err) {

    public List<String> errLines() {
      return err.lines().toList();
    }
  }

  /** The agent's jar as built, with {@code arguments}. */
  public ChildJvm agent(String arguments) {
    return option("-javaagent:" + jar() + (arguments.isEmpty() ? "" : "=" + arguments));
  }

  public ChildJvm option(String option) {
    options.add(option);
    return this;
  }

  public ChildJvm variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  public static File jar() {
    return new File(System.getProperty("lockmeter.jar"));
  }

  /** Runs the main class {@code program} of the tests. */
  public Result run(Class<?> program, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("-cp", testClasses(), program.getName()));
    command.addAll(List.of(arguments));
    return run(command);
  }

  /** Runs the agent's jar as a program. */
  public static Result runJar(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("-jar", jar().getPath()));
    command.addAll(List.of(arguments));
    return new ChildJvm().run(command);
  }

  private Result run(List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(options);
    command.addAll(arguments);
    Path out = Files.createTempFile("child", ".out");
    Path err = Files.createTempFile("child", ".err");
    try {
      return finish(start(command, out, err), out, err);
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  private Process start(List<String> command, Path out, Path err) throws IOException {
    ProcessBuilder builder = Processes.of(command);
    builder.environment().putAll(environment);
    return builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
  }

  private static Result finish(Process process, Path out, Path err) throws Exception {
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError("still running; stderr: " + read(err));
    }
    return new Result(process.exitValue(), read(out), read(err));
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  private static String testClasses() throws Exception {
    return new File(ChildJvm.class.getProtectionDomain().getCodeSource().getLocation().toURI())
        .getPath();
  }
}
