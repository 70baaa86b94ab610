package io.lockmeter.safety.runtimes;

import java.util.List;

/**
 * What a program knows of the waits for one of its locks, on a line of its output.
 *
 * @param leastSeconds how long the lock was held while the waiters were seen to wait
 * @param mostSeconds how long their attempts to get it took
 */
record Truth(
    String lock,
    String kind,
    int contended,
    int abandoned,
    double leastSeconds,
    double mostSeconds) {

  private static final String PREFIX = "truth\t";

  static String line(
      String lock, String kind, int contended, int abandoned, long leastNanos, long mostNanos) {
    return PREFIX
        + String.join(
            "\t",
            lock,
            kind,
            Integer.toString(contended),
            Integer.toString(abandoned),
            Long.toString(leastNanos),
            Long.toString(mostNanos));
  }

  static boolean isOne(String line) {
    return line.startsWith(PREFIX);
  }

  static List<Truth> of(List<String> lines) {
    return lines.stream()
        .filter(Truth::isOne)
        .map(line -> line.split("\t", -1))
        .map(
            cells ->
                new Truth(
                    cells[1],
                    cells[2],
                    Integer.parseInt(cells[3]),
                    Integer.parseInt(cells[4]),
                    Long.parseLong(cells[5]) / 1e9,
                    Long.parseLong(cells[6]) / 1e9))
        .toList();
  }
}
