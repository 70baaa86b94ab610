package io.lockmeter.benchmarks.startup;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts programs on the Java that this runs on, one after the other. */
final class Launcher {

  private static final long LIMIT_MINUTES = 5;

  private final String classPath;
  private final Path output;

  /**
   * @param classPath what the programs and their libraries are on
   * @param output file for what a program prints
   */
  Launcher(List<Path> classPath, Path output) {
    List<String> entries = new ArrayList<>();
    for (Path entry : classPath) {
      entries.add(entry.toString());
    }
    this.classPath = String.join(File.pathSeparator, entries);
    this.output = output;
  }

  /**
   * Runs {@code program} to its end.
   *
   * @throws IOException if it fails: then no figure stands for it
   */
  Start run(Program program, Contender contender) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(contender.options());
    command.addAll(List.of("-cp", classPath, program.mainClass()));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    long cpu = ChildrenCpu.millis();
    long wall = System.nanoTime();
    Process process = builder.start();
    if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    wall = System.nanoTime() - wall;
    String printed = Files.readString(output);
    if (process.waitFor() != 0 || !printed.contains("started")) {
      throw new IOException(program + " with " + contender.name() + " failed:\n" + printed);
    }
    return new Start(wall / 1e6, ChildrenCpu.millis() - cpu);
  }
}
