/**
 * Counters and locks to move to once a lock holds a program back. Needs {@code java.base} only, and
 * knows nothing of the agent.
 */
module io.lockmeter.locks {
  requires static org.jspecify;

  exports io.lockmeter.locks;
}
