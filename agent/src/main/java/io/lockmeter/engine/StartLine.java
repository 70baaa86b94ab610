package io.lockmeter.engine;

import io.lockmeter.engine.config.Config;
import io.lockmeter.engine.instrument.Coverage;
import java.util.List;

/** The line that says, once the agent is up, what is active, what is not and why. */
final class StartLine {

  private StartLine() {}

  static String of(String version, Config config, Coverage.State coverage, List<String> active) {
    StringBuilder line =
        new StringBuilder("lockmeter ")
            .append(version)
            .append(" on Java ")
            .append(System.getProperty("java.version"))
            .append(": locks ")
            .append(coverage.locks().isEmpty() ? "none" : String.join(" ", coverage.locks()))
            .append("; monitors ")
            .append(coverage.monitors())
            .append("; acquisitions ")
            .append(config.sampleAcquisitions() ? "sampled" : "off")
            .append("; window ")
            .append(config.window().toMillis() / 1000.0)
            .append(" s, flags over ")
            .append(Math.round(config.flagRatio() * 1000) / 10.0)
            .append(" %");
    for (String part : active) {
      line.append("; ").append(part);
    }
    return line.append("; self-test ").append(coverage.selfTest()).toString();
  }
}
