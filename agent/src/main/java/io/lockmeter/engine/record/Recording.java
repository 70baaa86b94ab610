package io.lockmeter.engine.record;

import io.lockmeter.bootstrap.LockProbe;
import io.lockmeter.engine.naming.MonitorSites;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the recorders share: the tables, and the steps that every wait goes through at its end.
 *
 * <ol>
 *   <li>Never blocks: look-ups are wait-free, insertions lock-free, and no lock of the JDK is
 *       taken.
 *   <li>Waits are exact, but for those for hot monitors. These, acquisitions, holds, sites and
 *       holders are sampled; each sample carries its weight.
 *   <li>Stacks are taken while the thread waits anyway, before it holds the lock, wherever the hook
 *       allows it, and at a bounded rate.
 * </ol>
 */
final class Recording {

  private static final int STACKS_PER_SLICE = 10;

  /** Callers kept beyond the first application frame, for locks that came in as a parameter. */
  static final int CALLERS = 4;

  final LockTable locks = new LockTable();
  final ThreadTable threads;
  final SiteTable sites = new SiteTable();
  final MonitorSites monitorSites;
  final WaitEvents events;
  final NamingQueue unnamed = new NamingQueue();
  final WaitHistogram histogram = new WaitHistogram();
  final CaptureBudget captures = new CaptureBudget(STACKS_PER_SLICE);
  final StackQueue stacks = new StackQueue();
  final ReleaseSampler releases = new ReleaseSampler();
  final NewLockSampler newLocks = new NewLockSampler();
  final LongAdder refusedEntries = new LongAdder();
  final LongAdder refusedMarks = new LongAdder();

  /** Number of the window in progress; set by the aggregator. */
  volatile int window;

  Recording(MonitorSites monitorSites, WaitEvents events, long beganAt) {
    this.monitorSites = monitorSites;
    this.events = events;
    this.threads = new ThreadTable(beganAt);
  }

  // A monitor's wait can be left open by an error thrown while entering it; nothing can be nested
  // in it.
  static boolean free(ThreadState state) {
    if (state.busy) {
      return false;
    }
    if (state.waiting() && state.waitMonitor != null) {
      state.endWait(0);
    }
    repair(state);
    return !state.waiting();
  }

  /** Ends what the thread has left open, as a hook failed that was to end it. */
  static void repair(ThreadState state) {
    if (LockProbe.isLeftOpen(state.id)) {
      LockProbe.closed(state.id);
      state.endWait(0);
      state.endAllIdle(LockProbe.now());
    }
  }

  /**
   * An acquisition was drawn of a lock that has no entry.
   *
   * @return how many such draws it stands for, or 0 if the lock is to get none
   */
  int newEntry(long now) {
    if (locks.halfFull()) {
      refusedEntries.increment();
      return 0;
    }
    return newLocks.draw(now);
  }

  void nameFromStack(LockEntry entry) {
    entry.frames = StackCapture.frames(CALLERS);
    unnamed.add(entry);
  }

  void sampleSite(ThreadState state, LockEntry entry, long now) {
    int weight = ++entry.unsampledWaits;
    if (now >= entry.nextSiteAt && (entry.sites == null || captures.take(now))) {
      entry.unsampledWaits = 0;
      entry.nextSiteAt = StackSpacing.next(now, StackSpacing.PLACE_NANOS, ++entry.siteStacks);
      boolean whole = now >= entry.nextStackAt && stacks.take(now);
      List<StackWalker.StackFrame> frames = StackCapture.frames(whole ? StackQueue.CALLERS : 0);
      StackWalker.StackFrame frame = StackCapture.site(frames);
      if (frame != null) {
        state.waitSite = sites.of(frame);
        state.waitSiteWeight = weight;
      }
      if (whole) {
        entry.nextStackAt = StackSpacing.next(now, StackSpacing.WHOLE_NANOS, ++entry.wholeStacks);
        state.waitStack = frames;
      }
    }
  }

  /**
   * A wait has ended that took {@code nanos} and stands for {@code waits}, of {@code total}
   * nanoseconds together.
   */
  void ended(
      ThreadState state,
      LockEntry entry,
      long start,
      long nanos,
      int waits,
      long total,
      boolean guarded,
      boolean acquired) {
    if (guarded) {
      entry.addGuarded(nanos, waits, total);
    } else {
      entry.addShared(nanos, waits, total, acquired);
    }
    histogram.add(nanos, waits, total);
    mark(state, entry);
    Site site = state.waitSite;
    if (site != null) {
      entry.addSite(site, (long) waits * state.waitSiteWeight, total * state.waitSiteWeight);
      entry.unstackedWaits += state.waitSiteWeight;
      List<StackWalker.StackFrame> stack = state.waitStack;
      if (stack != null) {
        stacks.add(entry, false, site, stack, entry.unstackedWaits * nanos);
        entry.unstackedWaits = 0;
      }
    }
    if (acquired) {
      charge(entry, start, nanos, waits, total);
    }
    Object event = state.waitEvent;
    if (event != null && events.end(event)) {
      state.busy = true;
      try {
        events.commit(
            event,
            entry.lockClass(),
            entry.releasedAt >= start && entry.releaserIsLast ? entry.releaser : null,
            entry.hash & 0xFFFFFFFFL,
            entry.name(),
            entry.kind,
            waiters(entry),
            acquired);
      } finally {
        state.busy = false;
      }
    }
  }

  private void charge(LockEntry entry, long start, long nanos, int waits, long total) {
    int uncharged = entry.unchargedWaits += waits;
    long unchargedNanos = entry.unchargedNanos += total;
    Site site = entry.releaserSite;
    Thread releaser = entry.releaser;
    if (site != null && releaser != null && entry.releasedAt >= start) {
      entry.unchargedWaits = 0;
      entry.unchargedNanos = 0;
      entry.releaserSite = null;
      entry.addHolder(site, releaser, uncharged, unchargedNanos);
      entry.unstackedCharges += uncharged;
      List<StackWalker.StackFrame> stack = entry.releaserStack;
      if (stack != null) {
        stacks.add(entry, true, site, stack, entry.unstackedCharges * nanos);
        entry.unstackedCharges = 0;
        entry.releaserStack = null;
      }
    }
  }

  void mark(ThreadState state, LockEntry entry) {
    if (!state.mark(entry, window)) {
      refusedMarks.increment();
    }
  }

  /**
   * Threads now waiting for the lock, the caller included; counted only for an event that is
   * wanted.
   */
  private int waiters(LockEntry entry) {
    WaiterCount count = new WaiterCount(entry);
    threads.forEach(count);
    return count.waiters + 1;
  }
}
