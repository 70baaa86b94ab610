package io.lockmeter.engine.record;

import io.lockmeter.bootstrap.AgentThread;
import io.lockmeter.bootstrap.CoarseClock;
import io.lockmeter.bootstrap.HotMonitors;
import io.lockmeter.bootstrap.InflatedMonitors;
import io.lockmeter.bootstrap.LockProbe;
import io.lockmeter.engine.logging.Failure;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which monitors are {@linkplain HotMonitors hot}: those of which more than {@link
 * #TIMED_PER_SECOND} entries would be timed. Of a hot one, about as many are drawn.
 *
 * <p>Entries are counted without synchronization; a lost count makes a monitor a little hotter than
 * it should be and shifts no total, as each drawn entry carries its own weight.
 */
final class MonitorHeat implements AutoCloseable {

  static final int TIMED_PER_SECOND = 25_000;
  static final int MAX_INTERVAL = 1024;

  private static final Logger LOG = LoggerFactory.getLogger(MonitorHeat.class);

  private final int[] timed = new int[InflatedMonitors.SLOTS];

  /** By slot: how many entries a drawn one stands for; 1 if it is not hot. */
  private final short[] interval = new short[InflatedMonitors.SLOTS];

  private final Failure failure =
      new Failure(LOG, "Ticks for hot monitors stopped; they begin anew");
  private long settledAt = LockProbe.now();
  private volatile boolean hot;
  private volatile boolean closed;
  private volatile boolean ticking;

  /** An entry of a monitor of {@code slot} is timed. */
  void timed(int slot) {
    timed[slot]++;
  }

  /** Called a few times a second, by one thread. */
  void settle(long now) {
    if (closed) {
      return;
    }
    CoarseClock.tick(now);
    long elapsed = now - settledAt;
    settledAt = now;
    boolean any = false;
    for (int slot = 0; slot < timed.length; slot++) {
      int before = Math.max(1, interval[slot]);
      int count = timed[slot];
      if (count != 0 || before != 1) {
        timed[slot] = 0;
        double perSecond = (double) count * before * TimeUnit.SECONDS.toNanos(1) / elapsed;
        any |= settle(slot, before, perSecond);
      }
    }
    hot = any;
    if (any && !ticking) {
      ticking = true;
      try {
        new AgentThread(this::tick, "ticks").start();
      } catch (Throwable e) {
        ticking = false;
        failure.note(e);
      }
    }
  }

  private boolean settle(int slot, int before, double entriesPerSecond) {
    int next = interval(before, entriesPerSecond);
    interval[slot] = (short) next;
    if (next > 1) {
      // Each time, as holders may have undone it.
      InflatedMonitors.heat(slot, next);
    } else if (before > 1) {
      InflatedMonitors.cool(slot);
    }
    return next > 1;
  }

  /** How many entries a drawn one is to stand for. */
  static int interval(int before, double entriesPerSecond) {
    int wanted = 1;
    while (wanted < MAX_INTERVAL && entriesPerSecond > (double) TIMED_PER_SECOND * wanted) {
      wanted *= 2;
    }
    // A rate near a limit must not make it go back and forth.
    boolean still = entriesPerSecond > (double) TIMED_PER_SECOND * before / 4;
    return wanted < before && still ? before : wanted;
  }

  /** Lets all monitors cool, for good. */
  @Override
  public void close() {
    closed = true;
    for (int slot = 0; slot < interval.length; slot++) {
      if (interval[slot] > 1) {
        interval[slot] = 1;
        InflatedMonitors.cool(slot);
      }
    }
    hot = false;
  }

  // Also as long as a thread waits that was about to enter when its monitor was hot.
  private void tick() {
    try {
      while (!closed && (hot || anybodyEntering())) {
        TimeUnit.MILLISECONDS.sleep(CoarseClock.TICK_MILLIS);
        CoarseClock.tick(LockProbe.now());
      }
    } catch (InterruptedException e) {
      LOG.debug("Ticks of the coarse clock were interrupted");
    } catch (Throwable e) {
      failure.note(e);
    } finally {
      ticking = false;
    }
  }

  private static boolean anybodyEntering() {
    for (int stripe = 0; stripe < HotMonitors.STRIPES; stripe++) {
      if (HotMonitors.tokenOf(stripe) != 0) {
        return true;
      }
    }
    return false;
  }
}
