package io.lockmeter.benchmarks.memory;

/**
 * What a program has, in bytes.
 *
 * @param heap used after a full collection
 * @param nativeBytes committed by the JVM outside of the heap
 */
record Memory(double heap, double nativeBytes) {}
