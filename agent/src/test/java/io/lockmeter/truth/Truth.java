package io.lockmeter.truth;

import io.lockmeter.testing.FinishedProgram;
import java.util.List;

/**
 * One line of a {@link Ledger}, as the test reads it.
 *
 * @param least how long the program certainly waited for the lock, in seconds
 * @param most how long its attempts to get it took, in seconds
 * @param contended how many of its waits ended with the lock
 * @param abandoned how many ended without
 */
record Truth(String lock, String kind, double least, double most, long contended, long abandoned) {

  static List<Truth> of(FinishedProgram program) {
    return program.stdout().stream()
        .filter(line -> line.startsWith(Ledger.PREFIX))
        .map(line -> line.split("\t", -1))
        .map(
            cells ->
                new Truth(
                    cells[1],
                    cells[2],
                    Long.parseLong(cells[3]) / 1e9,
                    Long.parseLong(cells[4]) / 1e9,
                    Long.parseLong(cells[5]),
                    Long.parseLong(cells[6])))
        .toList();
  }

  /** For how many seconds the program's threads may have waited for anything else. */
  static double unknown(FinishedProgram program) {
    return program.stdout().stream()
        .filter(line -> line.startsWith(Ledger.UNKNOWN))
        .mapToDouble(line -> Double.parseDouble(line.substring(Ledger.UNKNOWN.length())) / 1e9)
        .sum();
  }

  @Override
  public String toString() {
    return kind + " " + lock;
  }
}
