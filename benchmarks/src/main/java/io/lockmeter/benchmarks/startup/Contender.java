package io.lockmeter.benchmarks.startup;

import java.nio.file.Path;
import java.util.List;

/**
 * A way to start a program.
 *
 * @param name what the table calls it
 * @param options those of the JVM that make the difference
 */
record Contender(String name, List<String> options) {

  static final Contender NONE = new Contender("no agent", List.of());

  /** The agent of this build, as it comes. */
  static Contender lockmeter(Path jar) {
    return new Contender("Lockmeter", List.of("-javaagent:" + jar));
  }

  /** All its instrumentation, and nothing sent anywhere. */
  static Contender openTelemetry(Path jar) {
    return new Contender(
        "OpenTelemetry",
        List.of(
            "-javaagent:" + jar,
            "-Dotel.traces.exporter=none",
            "-Dotel.metrics.exporter=none",
            "-Dotel.logs.exporter=none"));
  }

  /** A server on a free port, no rules. */
  static Contender jmxExporter(Path jar, Path rules) {
    return new Contender("JMX exporter", List.of("-javaagent:" + jar + "=0:" + rules));
  }
}
