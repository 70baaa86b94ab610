package io.lockmeter.engine.analyze;

import io.lockmeter.bootstrap.AgentThread;
import io.lockmeter.bootstrap.LockProbe;
import io.lockmeter.engine.logging.Failure;
import io.lockmeter.engine.record.MeasuredWait;
import io.lockmeter.engine.record.Records;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the windows: a thread of the agent that closes them on time, tidies up in between, and
 * tells listeners what was flagged. Snapshots may be taken by any thread.
 */
public final class Profiler implements ProfileSource, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Profiler.class);
  private static final long LIMIT_MILLIS = 10_000;
  private static final long SETTLE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final Aggregator aggregator;
  private final long windowNanos;
  private final List<FlagFeed> listeners = new CopyOnWriteArrayList<>();
  private final Failure failure =
      new Failure(LOG, "A window could not be evaluated; profiling goes on");
  private final AgentThread thread = AgentThread.lasting(this::run, "profiler");
  private volatile boolean closed;

  public Profiler(Records records, LockNames names, Duration window, double flagRatio) {
    this.windowNanos = window.toNanos();
    this.aggregator = new Aggregator(records, names, LockProbe::now, windowNanos, flagRatio);
  }

  public void start() {
    thread.start();
  }

  public void addListener(FlagListener listener) {
    listeners.add(new FlagFeed(listener));
  }

  @Override
  public ProfileSnapshot snapshot() {
    return aggregator.snapshot();
  }

  /** Adds a wait for a monitor that the JVM measured, as no hook could. */
  public void measured(MeasuredWait wait) {
    aggregator.measured(wait);
  }

  private void run() {
    long windowEnd = System.nanoTime() + windowNanos;
    while (!closed) {
      long left = windowEnd - System.nanoTime();
      LockSupport.parkNanos(this, Math.min(SETTLE_NANOS, Math.max(1, left)));
      try {
        long now = System.nanoTime();
        if (now - windowEnd >= 0) {
          windowEnd = nextEnd(windowEnd, now, windowNanos);
          tell(aggregator.endWindow());
        } else {
          aggregator.settle();
        }
      } catch (Throwable e) {
        failure.note(e);
      }
    }
  }

  /**
   * When the window after the one that ended at {@code end} ends. A JVM that stalled has missed
   * ends: closed one right after the other, those windows would be empty and clear every flag.
   */
  static long nextEnd(long end, long now, long windowNanos) {
    return end + Math.max(windowNanos, now - end + windowNanos / 2);
  }

  private void tell(List<LockSnapshot> changed) {
    for (LockSnapshot lock : changed) {
      for (FlagFeed listener : listeners) {
        listener.tell(lock);
      }
    }
  }

  /** Ends the thread; no window is closed from now on, and snapshots may still be taken. */
  @Override
  public void close() throws InterruptedException {
    closed = true;
    LockSupport.unpark(thread);
    thread.join(LIMIT_MILLIS);
  }
}
