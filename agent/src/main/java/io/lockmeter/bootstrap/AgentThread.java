package io.lockmeter.bootstrap;

import java.util.concurrent.locks.LockSupport;

/**
 * A daemon thread of the agent. Hooks ignore what it does, and an error that ends it is none of the
 * application's: its handler for threads that die, which may well end the JVM, does not hear of it.
 */
public final class AgentThread extends Thread implements Thread.UncaughtExceptionHandler {

  private static final long PAUSE_NANOS = 100_000_000;

  private final boolean lasting;
  private boolean told;

  public AgentThread(Runnable task, String name) {
    this(task, name, false);
  }

  private AgentThread(Runnable task, String name, boolean lasting) {
    super(null, task, "lockmeter-" + name, 0, false);
    this.lasting = lasting;
    setDaemon(true);
  }

  /**
   * A thread whose task begins anew, after a pause, whenever an error ends it; it ends when its
   * task returns. Where the heap is full an error may strike in the very handler of another, and
   * this class, which the boot loader loads, needs no memory to catch it.
   */
  public static AgentThread lasting(Runnable task, String name) {
    return new AgentThread(task, name, true);
  }

  @Override
  public void run() {
    boolean over = false;
    while (!over) {
      try {
        super.run();
        over = true;
      } catch (Throwable e) {
        if (!lasting) {
          throw e;
        }
        failed(e, "it begins anew");
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  @Override
  public UncaughtExceptionHandler getUncaughtExceptionHandler() {
    return this;
  }

  @Override
  public void uncaughtException(Thread thread, Throwable e) {
    failed(e, "what it did is not done");
  }

  private void failed(Throwable e, String consequence) {
    LockProbe.failed();
    if (told) {
      return;
    }
    told = true;
    try {
      System.err.println(
          "[lockmeter] ERROR thread " + getName() + " ended (" + e + "); " + consequence);
    } catch (Throwable again) {
      // Out of memory once more.
      LockProbe.failed();
      told = false;
    }
  }
}
