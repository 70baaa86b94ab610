package io.lockmeter.benchmarks.locks;

/** A value behind a lock. */
interface Guarded {

  long read();

  void write();
}
