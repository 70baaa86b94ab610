package io.lockmeter.benchmarks.programs;

/**
 * One run of a program.
 *
 * @param operations what it did
 * @param seconds how long it took
 * @param cpuSeconds processor time of the whole process meanwhile, user and system
 */
record Run(double operations, double seconds, double cpuSeconds) {

  double throughput() {
    return operations / seconds;
  }

  double cpuPerOperation() {
    return cpuSeconds / operations;
  }
}
