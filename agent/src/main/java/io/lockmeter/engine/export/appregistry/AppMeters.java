package io.lockmeter.engine.export.appregistry;

import java.util.Set;

/** The meters in one application's registry, as the agent sees them. Not thread-safe. */
public interface AppMeters {

  /**
   * Shows the state of this moment, if the application has a registry by now.
   *
   * @return whether it has
   */
  boolean refresh();

  /**
   * The meters that registries of the application do not have although they were given them, each
   * registry at most once.
   */
  Set<String> refused();

  /** Takes the meters out again. */
  void close();
}
