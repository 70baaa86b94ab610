package io.lockmeter.testing;

import java.nio.file.Path;
import java.util.List;

/**
 * What a program left behind.
 *
 * @param exitCode its exit status
 * @param stdout lines of its standard output
 * @param stderr lines of its standard error
 * @param reportFile where the agent was told to write its report
 */
public record FinishedProgram(
    int exitCode, List<String> stdout, List<String> stderr, Path reportFile) {

  private static final String AGENT_LOG = "[lockmeter]";

  /** The agent's report. */
  public Report report() {
    return Report.read(reportFile);
  }

  /** Lines of the agent's own log. */
  public List<String> agentLog() {
    return stderr.stream().filter(line -> line.contains(AGENT_LOG)).toList();
  }

  /** Lines on standard error that are not of the agent's own log. */
  public List<String> otherStderr() {
    return stderr.stream().filter(line -> !line.contains(AGENT_LOG)).toList();
  }
}
