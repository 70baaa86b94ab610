package io.lockmeter.bootstrap;

/** A daemon thread of the agent. Hooks ignore what it does. */
public final class AgentThread extends Thread {

  public AgentThread(Runnable task, String name) {
    super(null, task, "lockmeter-" + name, 0, false);
    setDaemon(true);
  }
}
