package io.lockmeter.benchmarks.startup;

/**
 * What one process took from its creation until it had ended.
 *
 * @param wallMillis time on the clock, in milliseconds
 * @param cpuMillis processor time of all its threads, user and system, in milliseconds
 */
record Start(double wallMillis, double cpuMillis) {}
