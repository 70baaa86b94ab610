package io.lockmeter.benchmarks.locks;

/**
 * What is asked of a type beside a peer, in the same run.
 *
 * @param threads number of threads that it holds for
 * @param atLeast smallest acceptable ratio of the operations per second of the two
 */
record Target(String task, String peer, int threads, double atLeast) {}
