package io.lockmeter.bootstrap;

/**
 * A daemon thread of the agent. Hooks ignore what it does, and an error that ends it is none of the
 * application's: its handler for threads that die, which may well end the JVM, does not hear of it.
 */
public final class AgentThread extends Thread implements Thread.UncaughtExceptionHandler {

  public AgentThread(Runnable task, String name) {
    super(null, task, "lockmeter-" + name, 0, false);
    setDaemon(true);
  }

  @Override
  public UncaughtExceptionHandler getUncaughtExceptionHandler() {
    return this;
  }

  @Override
  public void uncaughtException(Thread thread, Throwable e) {
    LockProbe.failed();
    try {
      System.err.println(
          "[lockmeter] ERROR thread " + getName() + " ended (" + e + "); what it did is not done");
    } catch (Throwable again) {
      // Out of memory once more.
      LockProbe.failed();
    }
  }
}
