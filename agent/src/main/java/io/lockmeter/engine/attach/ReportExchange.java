package io.lockmeter.engine.attach;

import java.io.File;

/**
 * A directory through which one asks a profiled JVM for a report again and again: whoever wants one
 * makes the file {@link #ask}; the agent takes that away, and puts the {@link #report} there. So it
 * takes one attach, of which the JVM keeps something for good, however many reports there are.
 *
 * @param directory belongs to whoever asks
 */
public record ReportExchange(File directory) {

  /** The agent looks no longer once nobody has asked for so long. */
  public static final int LIMIT_SECONDS = 90;

  /** Says that a report is wanted. */
  public File ask() {
    return new File(directory, "ask");
  }

  /** Appears at once and complete. */
  public File report() {
    return new File(directory, "locks.json");
  }
}
