package io.lockmeter.engine;

import io.lockmeter.bootstrap.AgentThread;
import io.lockmeter.engine.attach.ReportExchange;
import java.io.File;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the reports that somebody asks for in a {@link ReportExchange}, until nobody does. */
final class ReportWatch implements AutoCloseable {

  /** Writes a report. */
  @FunctionalInterface
  interface Dump {
    void to(File file) throws IOException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(ReportWatch.class);
  private static final long LOOK_MILLIS = 50;
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(ReportExchange.LIMIT_SECONDS);
  private static final int CLOSE_MILLIS = 10_000;

  private final ReportExchange exchange;
  private final Dump dump;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new AgentThread(this::run, "watch");

  ReportWatch(ReportExchange exchange, Dump dump) {
    this.exchange = exchange;
    this.dump = dump;
  }

  void start() {
    thread.start();
  }

  private void run() {
    long asked = System.nanoTime();
    try {
      while (System.nanoTime() - asked < LIMIT_NANOS
          && exchange.directory().isDirectory()
          && !closing.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        if (exchange.ask().delete()) {
          asked = System.nanoTime();
          dump.to(exchange.report());
        }
      }
    } catch (Throwable e) {
      LOG.debug("nobody gets reports in {} any more", exchange.directory(), e);
    }
  }

  @Override
  public void close() throws InterruptedException {
    closing.countDown();
    thread.join(CLOSE_MILLIS);
  }
}
