package io.lockmeter.engine.record;

import io.lockmeter.bootstrap.LockKind;
import io.lockmeter.bootstrap.LockProbe;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells events how many threads wait for their lock, by a look at the states of all threads.
 *
 * <ol>
 *   <li>While there are few threads, each event has its own look.
 *   <li>With many, a look serves all locks, and looks take at most one part in {@value #PARTS} of
 *       the time, for whoever asks holds the lock as a rule. In between, events say what was seen
 *       last.
 *   <li>Nobody waits: whoever comes while a look is taken has the last one.
 * </ol>
 */
final class WaiterLook implements Consumer<ThreadState> {

  /** Their states are read in a few microseconds. */
  private static final int FEW = 512;

  private static final int PARTS = 50;

  private final ThreadTable threads;
  private final LockTable locks;
  private final AtomicBoolean looking = new AtomicBoolean();

  private volatile int lastLook;
  private volatile long nextAt = LockProbe.now();

  WaiterLook(ThreadTable threads, LockTable locks) {
    this.threads = threads;
    this.locks = locks;
  }

  /** Threads that wait for the lock, the caller included, whose wait has just ended. */
  int waiters(LockEntry entry) {
    if (threads.size() <= FEW) {
      WaiterCount count = new WaiterCount(entry);
      threads.forEach(count);
      return count.waiters + 1;
    }
    if (LockProbe.now() - nextAt >= 0 && looking.compareAndSet(false, true)) {
      try {
        look(entry);
      } finally {
        looking.set(false);
      }
    }
    return Math.max(1, entry.waitersSeen(lastLook));
  }

  private void look(LockEntry own) {
    long start = LockProbe.now();
    threads.forEach(this);
    int look = lastLook + 1;
    own.seeWaiter(look);
    lastLook = look;
    long end = LockProbe.now();
    nextAt = end + (end - start) * (PARTS - 1);
  }

  @Override
  public void accept(ThreadState state) {
    if (state.waiting()) {
      LockEntry entry = state.waitEntry;
      if (entry == null) {
        entry = ofMonitor(state.waitMonitor);
      }
      if (entry != null) {
        entry.seeWaiter(lastLook + 1);
      }
    }
  }

  private @Nullable LockEntry ofMonitor(@Nullable Object monitor) {
    return monitor == null ? null : locks.find(monitor, LockKind.MONITOR);
  }
}
