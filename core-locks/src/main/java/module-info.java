/**
 * Counters and locks to move to once a lock holds a program back. Needs {@code java.base} only, and
 * knows nothing of the agent. {@code io.lockmeter.locks.metrics} alone needs Micrometer, in
 * programs that use it.
 */
module io.lockmeter.locks {
  requires static org.jspecify;
  requires static micrometer.core;

  exports io.lockmeter.locks;
  exports io.lockmeter.locks.metrics;
}
