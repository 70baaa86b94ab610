package io.lockmeter.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was started, to be closed in reverse order. What is added once all is closed is closed at
 * once. Thread-safe.
 */
final class Parts implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private boolean closed;

  /** Takes {@code part}, and returns it. */
  <T extends AutoCloseable> T add(T part) {
    synchronized (this) {
      if (!closed) {
        parts.push(part);
        return part;
      }
    }
    close(part);
    return part;
  }

  /** Closes all parts, whatever one of them throws. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    for (AutoCloseable part = next(); part != null; part = next()) {
      close(part);
    }
  }

  private synchronized @Nullable AutoCloseable next() {
    return parts.poll();
  }

  private static void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Throwable e) {
      LOG.warn("{} could not be taken out cleanly: {}", part.getClass().getName(), e.toString());
    }
  }
}
