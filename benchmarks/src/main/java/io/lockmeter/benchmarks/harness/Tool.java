package io.lockmeter.benchmarks.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What a program is measured with: nothing, Lockmeter, and its peers. */
public enum Tool {
  /** Nothing: the figure that the others are compared with. */
  NONE("none"),
  /** This agent. */
  LOCKMETER("lockmeter"),
  /** The JVM's own events of contended monitors and of parking, from 20 ms up as by default. */
  JFR("jfr"),
  /** The same of any length. */
  JFR_ALL("jfr 0"),
  /** async-profiler's event {@code lock}, one sample for each 10 us of waiting as by default. */
  ASYNC("async"),
  /** The same for every wait. */
  ASYNC_ALL("async 0"),
  /** No tool: a clock read before and after each acquire, written into the program. */
  CLOCK("clock");

  private static final String EVENTS =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <configuration version="2.0">
        <event name="jdk.JavaMonitorEnter">
          <setting name="enabled">true</setting>
          <setting name="stackTrace">true</setting>
          <setting name="threshold">%1$s</setting>
        </event>
        <event name="jdk.ThreadPark">
          <setting name="enabled">true</setting>
          <setting name="stackTrace">true</setting>
          <setting name="threshold">%1$s</setting>
        </event>
      </configuration>
      """;

  private final String label;

  Tool(String label) {
    this.label = label;
  }

  /** The name in tables. */
  public String label() {
    return label;
  }

  /** The file in {@code directory} to which a JVM with this tool writes what it found. */
  public Path output(Path directory) {
    return directory.resolve(this == LOCKMETER ? "report.json" : "recording.jfr");
  }

  /**
   * The arguments that start a JVM with this tool.
   *
   * @param directory for what the tool reads and writes
   */
  public List<String> jvmArguments(Path agent, Path directory) {
    Path output = output(directory);
    return switch (this) {
      case NONE, CLOCK -> List.of();
      case LOCKMETER -> List.of("-javaagent:" + agent + "=log=warn,report=" + output);
      case JFR -> recording(directory, "20 ms", output);
      case JFR_ALL -> recording(directory, "0 ns", output);
      case ASYNC -> List.of(asyncProfiler("", output));
      case ASYNC_ALL -> List.of(asyncProfiler(",lock=0", output));
    };
  }

  private static List<String> recording(Path directory, String threshold, Path output) {
    Path settings = directory.resolve("locks.jfc");
    try {
      Files.writeString(settings, String.format(EVENTS, threshold));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.of(
        "-XX:StartFlightRecording:settings=" + settings + ",filename=" + output,
        "-Xlog:jfr+startup=error");
  }

  private static String asyncProfiler(String threshold, Path output) {
    Path library =
        Build.file("benchmarks/target/peers/async-profiler/" + platform() + "/libasyncProfiler.so");
    return "-agentpath:"
        + library
        + "=start,event=lock"
        + threshold
        + ",loglevel=error,jfr,file="
        + output;
  }

  private static String platform() {
    if (System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac")) {
      return "macos";
    }
    return System.getProperty("os.arch").equals("aarch64") ? "linux-arm64" : "linux-x64";
  }
}
