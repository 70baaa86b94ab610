package io.lockmeter.benchmarks.agent;

import io.lockmeter.benchmarks.harness.Tool;

/**
 * What one run of a contended benchmark gave.
 *
 * @param task the benchmark and the length of its section
 * @param operations per millisecond, all threads together
 * @param bytes allocated per operation
 */
record ContendedFigure(String task, int threads, Tool tool, double operations, double bytes) {}
