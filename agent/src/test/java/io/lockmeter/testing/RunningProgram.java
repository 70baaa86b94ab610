package io.lockmeter.testing;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A program of the tests that runs in a JVM of its own and answers each line with one line. */
public final class RunningProgram implements AutoCloseable {

  private static final long LIMIT_SECONDS = 180;

  private final Process process;
  private final Writer in;
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final Path err;

  private RunningProgram(Process process, Path err) {
    this.process = process;
    this.err = err;
    in = process.outputWriter(StandardCharsets.UTF_8);
    Thread reader = new Thread(this::read, "answers");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts {@code main}, which is among the test's own classes.
   *
   * @param classPath what else it needs
   * @param options for the JVM
   */
  public static RunningProgram start(Class<?> main, List<Path> classPath, String... options)
      throws Exception {
    List<String> entries = new ArrayList<>();
    entries.add(
        Path.of(main.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
    classPath.forEach(entry -> entries.add(entry.toAbsolutePath().toString()));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", String.join(File.pathSeparator, entries), main.getName()));
    Path err = Files.createTempFile("program", ".err");
    return new RunningProgram(Processes.of(command).redirectError(err.toFile()).start(), err);
  }

  private void read() {
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        answers.add(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public long pid() {
    return process.pid();
  }

  /** Sends a line, and returns the answer to it. */
  public String ask(String line) throws Exception {
    in.write(line + "\n");
    in.flush();
    String answer = answers.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
    if (answer == null) {
      throw new AssertionError("no answer to " + line + "; stderr: " + stderr());
    }
    return answer;
  }

  /** What it has printed on standard error so far. */
  public String stderr() throws IOException {
    return Files.readString(err, StandardCharsets.UTF_8);
  }

  /** Ends it by the end of its input, if it is not stuck, and returns its exit status. */
  public int end() throws Exception {
    in.close();
    return process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) ? process.exitValue() : -1;
  }

  @Override
  public void close() throws Exception {
    process.destroyForcibly().waitFor();
    Files.deleteIfExists(err);
  }
}
