package io.lockmeter.benchmarks.locks;

/**
 * What one implementation reached in one run.
 *
 * @param task what was measured: the benchmark's class, with its parameters if it has any
 * @param subject the implementation
 * @param operations operations per microsecond, of all threads together
 * @param bytes allocated per operation
 */
record Figure(String task, int threads, String subject, double operations, double bytes) {}
