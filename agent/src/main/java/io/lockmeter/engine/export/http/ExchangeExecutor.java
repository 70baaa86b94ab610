package io.lockmeter.engine.export.http;

import io.lockmeter.bootstrap.AgentThread;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs exchanges on a few threads of the agent and ends those that take too long.
 *
 * <p>The JDK's server reads and writes on these threads without a time limit of its own; its limits
 * are system properties that would change the application's servers too. An interrupt closes the
 * channel that a thread reads or writes, and so frees it from a client that is slow or silent. What
 * does not fit in the queue is refused, upon which the server closes the connection.
 */
final class ExchangeExecutor implements Executor, AutoCloseable {

  private static final int THREADS = 4;
  private static final int QUEUED = 16;
  private static final int IDLE_SECONDS = 60;

  private final long limitNanos;
  private final ThreadPoolExecutor workers;
  private final ScheduledThreadPoolExecutor alarms;

  ExchangeExecutor(Duration limit) {
    limitNanos = limit.toNanos();
    workers =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUED),
            task -> new AgentThread(task, "http"));
    workers.allowCoreThreadTimeOut(true);
    alarms = new ScheduledThreadPoolExecutor(1, task -> new AgentThread(task, "http-alarm"));
    alarms.setRemoveOnCancelPolicy(true);
  }

  @Override
  public void execute(Runnable exchange) {
    workers.execute(() -> runInTime(exchange));
  }

  private void runInTime(Runnable exchange) {
    Turn turn = new Turn(Thread.currentThread());
    Future<?> alarm = alarms.schedule(turn::interrupt, limitNanos, TimeUnit.NANOSECONDS);
    try {
      exchange.run();
    } finally {
      turn.end();
      alarm.cancel(false);
    }
  }

  @Override
  public void close() {
    workers.shutdownNow();
    alarms.shutdownNow();
  }

  /** One exchange on one thread, which must not be interrupted once it does something else. */
  private static final class Turn {

    private final Thread thread;
    private boolean over;

    Turn(Thread thread) {
      this.thread = thread;
    }

    synchronized void interrupt() {
      if (!over) {
        thread.interrupt();
      }
    }

    synchronized void end() {
      over = true;
      Thread.interrupted();
    }
  }
}
