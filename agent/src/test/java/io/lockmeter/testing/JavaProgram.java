package io.lockmeter.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A Java program to be run in a JVM of its own, on the JDK that runs the test, with the agent's
 * built jar or without. Immutable in use: configure it, then {@link #run()} it as often as wanted.
 */
public final class JavaProgram {

  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  private final String mainClass;
  private final List<String> jvmArguments = new ArrayList<>();
  private final List<String> programArguments = new ArrayList<>();
  private final Map<String, String> variables = new HashMap<>();
  private Path java = Path.of(System.getProperty("java.home"), "bin", "java");
  private @Nullable Path workingDirectory;
  private String classPath;
  private boolean agent;
  private boolean agentLast;
  private String agentArguments = "";
  private Duration timeout = TIMEOUT;

  private JavaProgram(String mainClass, String classPath) {
    this.mainClass = mainClass;
    this.classPath = classPath;
  }

  /**
   * A program among the test's own classes; it sees these and the JDK, but nothing of the agent.
   */
  public static JavaProgram of(Class<?> main) {
    try {
      Path classes = Path.of(main.getProtectionDomain().getCodeSource().getLocation().toURI());
      return new JavaProgram(main.getName(), classes.toString());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(main + " lies in no directory", e);
    }
  }

  /** A program somewhere else. */
  public static JavaProgram of(String mainClass, Path... classPath) {
    return new JavaProgram(mainClass, join(classPath));
  }

  /** The agent's built jar, as the build names it. */
  public static Path agentJar() {
    Path jar = Path.of(System.getProperty("lockmeter.jar", "target/lockmeter-agent.jar"));
    if (!Files.isRegularFile(jar)) {
      throw new IllegalStateException(jar.toAbsolutePath() + " is missing: run mvn package first");
    }
    return jar.toAbsolutePath();
  }

  public JavaProgram alsoOnClassPath(Path... entries) {
    classPath = classPath + File.pathSeparator + join(entries);
    return this;
  }

  /** Runs it under the agent. */
  public JavaProgram withAgent(String arguments) {
    agent = true;
    agentArguments = arguments;
    return this;
  }

  /** Runs it under the agent, behind every other agent that {@link #jvm} names. */
  public JavaProgram withAgentLast(String arguments) {
    agentLast = true;
    return withAgent(arguments);
  }

  public JavaProgram jvm(String... arguments) {
    jvmArguments.addAll(List.of(arguments));
    return this;
  }

  /** Adds an environment variable. */
  public JavaProgram variable(String name, String value) {
    variables.put(name, value);
    return this;
  }

  /** Runs it with another launcher. */
  public JavaProgram java(Path launcher) {
    java = launcher;
    return this;
  }

  /** Runs it in that directory, rather than in one of its own. */
  public JavaProgram in(Path directory) {
    workingDirectory = directory;
    return this;
  }

  public JavaProgram arguments(String... arguments) {
    programArguments.addAll(List.of(arguments));
    return this;
  }

  public JavaProgram timeout(Duration limit) {
    timeout = limit;
    return this;
  }

  /**
   * Runs the program to its end. On its standard input it gets a line whenever the next of {@code
   * steps} holds for the lines that it has printed, on standard output and on standard error; after
   * the last step its input ends.
   *
   * @throws IllegalStateException if it takes too long; it is then killed
   */
  @SafeVarargs
  public final FinishedProgram run(Predicate<List<String>>... steps) {
    try {
      Path directory = Files.createTempDirectory("lockmeter-test");
      Path out = directory.resolve("stdout.txt");
      Path err = directory.resolve("stderr.txt");
      Path report = directory.resolve("report.json");
      ProcessBuilder builder = Processes.of(command(report));
      builder.environment().putAll(variables);
      Process process =
          builder
              .directory((workingDirectory == null ? directory : workingDirectory).toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      try {
        follow(process, out, err, steps);
      } finally {
        // It has ended, unless a step has failed.
        process.destroyForcibly();
      }
      return new FinishedProgram(
          process.exitValue(), Files.readAllLines(out), Files.readAllLines(err), report);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SafeVarargs
  private final void follow(Process process, Path out, Path err, Predicate<List<String>>... steps)
      throws IOException {
    long deadline = System.nanoTime() + timeout.toNanos();
    for (Predicate<List<String>> step : steps) {
      while (!step.test(lines(out, err))
          && System.nanoTime() - deadline < 0
          && !finished(process, POLL)) {
        continue;
      }
      if (process.isAlive()) {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
      }
    }
    process.getOutputStream().close();
    if (!finished(process, Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
      throw new IllegalStateException(
          mainClass
              + " ran longer than "
              + timeout
              + "\n"
              + Files.readString(out)
              + Files.readString(err));
    }
  }

  private static List<String> lines(Path out, Path err) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(out));
    lines.addAll(Files.readAllLines(err));
    return lines;
  }

  private boolean finished(Process process, Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + mainClass + " ran", e);
    }
  }

  private List<String> command(Path report) {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.addAll(jvmArguments);
    if (agent) {
      String separator = agentArguments.isEmpty() ? "" : ",";
      command.add(
          agentLast ? command.size() : 1,
          "-javaagent:" + agentJar() + "=report=" + report + separator + agentArguments);
    }
    command.add("-cp");
    command.add(classPath);
    command.add(mainClass);
    command.addAll(programArguments);
    return command;
  }

  private static String join(Path... entries) {
    List<String> names = new ArrayList<>();
    for (Path entry : entries) {
      names.add(entry.toAbsolutePath().toString());
    }
    return String.join(File.pathSeparator, names);
  }
}
