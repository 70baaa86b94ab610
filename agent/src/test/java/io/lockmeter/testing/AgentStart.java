package io.lockmeter.testing;

/** The part of the agent's start that goes on beside the program. */
public final class AgentStart {

  private AgentStart() {}

  /** Returns once the agent has started all that it will; at once where there is none. */
  public static void await() {
    try {
      for (Thread thread : Thread.getAllStackTraces().keySet()) {
        if (thread.getName().equals("lockmeter-starter")) {
          thread.join();
        }
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
