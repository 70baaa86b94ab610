package io.lockmeter.bootstrap;

/** The engine that runs in this JVM, as one who attaches later finds it. */
public interface RunningAgent {

  /**
   * Does what a later attach asks for, and answers by {@link AttachPoint#reply} if it is asked to.
   *
   * @param arguments what the attach gave as the arguments of the agent, or null
   */
  void execute(String arguments);
}
