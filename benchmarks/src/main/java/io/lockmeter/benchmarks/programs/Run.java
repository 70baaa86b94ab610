package io.lockmeter.benchmarks.programs;

import java.util.List;

/**
 * One run of a program.
 *
 * @param operations what it did
 * @param seconds how long it took
 * @param cpuSeconds processor time of the whole process meanwhile, user and system
 */
record Run(double operations, double seconds, double cpuSeconds) {

  static Run of(List<String> result) {
    return new Run(
        Double.parseDouble(result.get(0)),
        Double.parseDouble(result.get(1)),
        Double.parseDouble(result.get(2)));
  }

  double throughput() {
    return operations / seconds;
  }

  double cpuPerOperation() {
    return cpuSeconds / operations;
  }
}
