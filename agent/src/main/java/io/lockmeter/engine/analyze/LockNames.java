package io.lockmeter.engine.analyze;

import io.lockmeter.engine.record.LockEntry;

/**
 * Gives a lock the name its developer would; called once per lock object, on a thread of the agent.
 */
@FunctionalInterface
public interface LockNames {

  String nameOf(LockEntry lock);
}
