package io.lockmeter.benchmarks.startup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Processor time of the processes that this one started and that have ended, as Linux adds it up
 * for their parent ({@code cutime} and {@code cstime} in {@code /proc/self/stat}, see proc(5)). It
 * comes in ticks of 10 ms, and includes what a process does before and after {@code main}.
 */
final class ChildrenCpu {

  private static final Path STAT = Path.of("/proc/self/stat");
  private static final int MILLIS_PER_TICK = 10;

  /** Where the two stand behind the name of the program, which ends in the last parenthesis. */
  private static final int USER = 13;

  private static final int SYSTEM = 14;

  private ChildrenCpu() {}

  static boolean known() {
    return Files.isReadable(STAT);
  }

  static long millis() throws IOException {
    String stat = Files.readString(STAT);
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM])) * MILLIS_PER_TICK;
  }
}
