package io.lockmeter.benchmarks.agent;

/** Fails a fork in which the agent is not as the figure says. */
final class AgentPresence {

  /** System property: whether the agent has to be there. A figure without it would be no figure. */
  static final String EXPECTED = "benchmarks.agent";

  private AgentPresence() {}

  static void check() {
    boolean present;
    try {
      Class.forName("io.lockmeter.bootstrap.LockProbe", false, null);
      present = true;
    } catch (ClassNotFoundException e) {
      present = false;
    }
    if (present != Boolean.getBoolean(EXPECTED)) {
      throw new IllegalStateException(
          present ? "the agent runs in the JVM without it" : "the agent did not start");
    }
  }
}
