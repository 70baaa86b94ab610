package io.lockmeter.engine.export.http;

import io.lockmeter.engine.logging.Failure;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections that are being served, oldest first, and when they have to go: after a time
 * limit, and much sooner while others wait. Thread-safe.
 */
final class Connections {

  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);
  private static final long SHORT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** An honest client has sent its request when it is asked for it, but for a busy machine. */
  private static final long PROMPT_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final long limitNanos;
  private final Set<Connection> open = new LinkedHashSet<>();
  private boolean closed;
  private final Failure failure = new Failure(LOG, "A request could not be answered");

  Connections(long limitNanos) {
    this.limitNanos = limitNanos;
  }

  /** How long one may take. */
  long limitNanos() {
    return limitNanos;
  }

  /** Takes {@code connection}, unless all are closed. */
  synchronized boolean add(Connection connection) {
    if (!closed) {
      open.add(connection);
      notifyAll();
    }
    return !closed;
  }

  synchronized void remove(Connection connection) {
    open.remove(connection);
  }

  /** Waits until there is one; false once all are closed. */
  synchronized boolean awaitAny() throws InterruptedException {
    while (open.isEmpty() && !closed) {
      wait();
    }
    return !closed;
  }

  /** Ends those that have taken too long. */
  synchronized void endOverdue(boolean othersWait) {
    long now = System.nanoTime();
    long limit = othersWait ? Math.min(SHORT_NANOS, limitNanos) : limitNanos;
    for (Connection connection : open) {
      if (now - connection.startedAt() > limit) {
        connection.close();
      }
    }
  }

  /** Ends the one that has taken longest to send its request, if any takes long. */
  synchronized void endSlowest() {
    long now = System.nanoTime();
    for (Connection connection : open) {
      if (connection.reading() && now - connection.startedAt() > PROMPT_NANOS) {
        connection.close();
        return;
      }
    }
  }

  /** Ends all, and whatever comes later. */
  synchronized void close() {
    closed = true;
    open.forEach(Connection::close);
    notifyAll();
  }

  void failed(Throwable e) {
    failure.note(e);
  }
}
