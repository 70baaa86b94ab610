package io.lockmeter.engine.analyze;

import io.lockmeter.bootstrap.AgentThread;
import io.lockmeter.engine.logging.Failure;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one listener what was flagged, on a thread of its own that is there while there is
 * something to tell: neither windows nor other listeners wait for it.
 */
final class FlagFeed {

  private static final Logger LOG = LoggerFactory.getLogger(FlagFeed.class);
  private static final int MOST_WAITING = 1_000;
  private static final long IDLE_MILLIS = 100;

  private final FlagListener listener;
  private final BlockingQueue<LockSnapshot> news = new ArrayBlockingQueue<>(MOST_WAITING);
  private final AtomicBoolean telling = new AtomicBoolean();
  private final Failure failure;

  FlagFeed(FlagListener listener) {
    this.listener = listener;
    failure =
        new Failure(
            LOG,
            "A lock that was flagged or cleared is not told to " + listener.getClass().getName());
  }

  /** Passes on {@code lock}, soon. */
  void tell(LockSnapshot lock) {
    if (!news.offer(lock)) {
      failure.note(new IllegalStateException("it has not taken the last " + MOST_WAITING));
    } else {
      startTelling();
    }
  }

  private void startTelling() {
    if (telling.compareAndSet(false, true)) {
      try {
        new AgentThread(this::run, "flags").start();
      } catch (Throwable e) {
        // There is no room for a thread: the next flag tries again.
        telling.set(false);
        failure.note(e);
      }
    }
  }

  private void run() {
    try {
      for (LockSnapshot lock = next(); lock != null; lock = next()) {
        tellNow(lock);
      }
    } catch (InterruptedException e) {
      LOG.debug("The thread that tells of flags was interrupted", e);
    } finally {
      telling.set(false);
      // Whatever came in the last moment found a thread that was about to end.
      if (!news.isEmpty()) {
        startTelling();
      }
    }
  }

  private @Nullable LockSnapshot next() throws InterruptedException {
    return news.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void tellNow(LockSnapshot lock) {
    try {
      if (lock.flagged()) {
        listener.flagged(lock);
      } else {
        listener.cleared(lock);
      }
    } catch (Throwable e) {
      failure.note(e);
    }
  }
}
