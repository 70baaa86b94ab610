package io.lockmeter.engine.analyze;

/** Is told, on a thread of the agent, when a lock is flagged or cleared. */
public interface FlagListener {

  void flagged(LockSnapshot lock);

  void cleared(LockSnapshot lock);
}
