package io.lockmeter.engine.record;

import io.lockmeter.bootstrap.CoarseClock;
import io.lockmeter.bootstrap.InflatedMonitors;
import io.lockmeter.bootstrap.LockListener;
import io.lockmeter.bootstrap.LockProbe;
import io.lockmeter.bootstrap.ReleaseTicks;
import io.lockmeter.bootstrap.SampleStripe;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Records monitors of rewritten code. */
final class MonitorRecorder {

  private final ExitNotes exits = new ExitNotes(InflatedMonitors.SLOTS);
  private final Recording recording;
  private final MonitorEntries entries;
  private final HotMonitorRecorder hot;
  private final LockTable locks;
  private final ThreadTable threads;
  private final Predicate<Class<?>> tracked;

  /**
   * @param tracked tells the classes whose monitors are entered and left by nothing but rewritten
   *     code
   */
  MonitorRecorder(Recording recording, Predicate<Class<?>> tracked) {
    this.recording = recording;
    this.tracked = tracked;
    this.entries = new MonitorEntries(recording);
    this.hot = new HotMonitorRecorder(recording, entries, exits);
    this.locks = recording.locks;
    this.threads = recording.threads;
  }

  long monitorWaitStarted(Object monitor, int site, long mark, int weight, long since) {
    ThreadState state = threads.current();
    if (state == null || !Recording.free(state)) {
      return 0;
    }
    boolean started = false;
    state.busy = true;
    try {
      state.waitMonitor = monitor;
      state.waitMonitorSite = site;
      state.waitMonitorMark = mark;
      state.waitMonitorHeld = mark != 0 && InflatedMonitors.held(mark);
      state.waitMonitorWeight = weight;
      if (mark != 0) {
        InflatedMonitors.addWaiter(mark);
        hot.timed(InflatedMonitors.slot(mark));
      }
      int slot = LockProbe.classSlot(monitor.getClass());
      if (!LockProbe.WAITED_CLASSES[slot]) {
        LockProbe.WAITED_CLASSES[slot] = true;
        LockProbe.anyWaited = true;
      }
      long token = startWait(state, site, since);
      started = true;
      return token;
    } finally {
      state.busy = false;
      if (!started) {
        state.endWait(0);
      }
    }
  }

  // The thread would wait since it came; whether it has to is told from what follows the hook.
  private long startWait(ThreadState state, int site, long came) {
    state.waitEvent = recording.events.begin();
    state.waitStack = stackOfWait(entries.site(site), came);
    long since = came;
    long now = came;
    if (state.waitStack != null) {
      // To take a stack is no wait, and one drawn entry may stand for many.
      state.waitEvent = recording.events.begin();
      now = LockProbe.now();
      since = now;
    } else if (state.waitMonitorMark != 0) {
      now = LockProbe.now();
    }
    if (state.waitMonitorWeight > 1) {
      CoarseClock.tickIfDue(now);
    }
    state.waitMonitorTick = CoarseClock.reading();
    state.waitMonitorHookNanos = now - since;
    state.startWait(since);
    return since;
  }

  private @Nullable List<StackWalker.StackFrame> stackOfWait(Site site, long now) {
    if (now < site.nextStackAt || !recording.stacks.take(now)) {
      return null;
    }
    site.nextStackAt = StackSpacing.next(now, StackSpacing.WHOLE_NANOS, ++site.stacks);
    return StackCapture.frames(StackQueue.CALLERS);
  }

  // Before the monitor is entered: on JDK 17 the first identity hash of a locked object inflates
  // it.
  long monitorSampled(SampleStripe stripe, Object monitor, int site) {
    long now = LockProbe.now();
    int drawn = AcquisitionSampler.draw(stripe, now);
    ThreadState state = threads.current();
    if (state == null || state.busy) {
      return 0;
    }
    LockEntry entry = entries.find(monitor);
    int weight = drawn * (entry == null ? recording.newEntry(now) : 1);
    if (weight == 0) {
      return 0;
    }
    if (entry == null) {
      state.busy = true;
      try {
        entry = entries.of(monitor, site);
      } finally {
        state.busy = false;
      }
    }
    state.sampledMonitor = entry;
    return MonitorHold.token(now, weight);
  }

  long monitorEntered(long token, Object monitor, int site) {
    ThreadState state = threads.current();
    if (state == null) {
      return 0;
    }
    if (token < 0) {
      LockEntry entry = state.sampledMonitor;
      if (entry != null) {
        entry.acquisitions += MonitorHold.weight(token);
        recording.mark(state, entry);
        state.beginHold(entry);
      }
      track(monitor);
      return holdToken(MonitorHold.weight(token));
    }
    if (state.waitMonitor == null) {
      return 0;
    }
    long now = LockProbe.now();
    long nanos = now - token;
    long went = token + state.waitMonitorHookNanos;
    boolean waited = waited(state, went, now - went);
    int weight = state.waitMonitorWeight;
    long tick = state.waitMonitorTick;
    long total = weight == 1 ? nanos : HotWaits.ofDrawn(nanos, weight) + HotWaits.ofAny(tick, now);
    state.endWait(waited ? total : 0);
    if (waited) {
      LockEntry entry = entries.of(monitor, site);
      state.waitSite = entries.site(site);
      state.waitSiteWeight = 1;
      // Of those that see two ticks each is seen, drawn or not.
      int waits = CoarseClock.tickedTwice(tick, CoarseClock.reading()) ? 1 : weight;
      recording.ended(state, entry, token, nanos, waits, total, !locks.isOverflow(entry), true);
    }
    state.waitEvent = null;
    state.waitStack = null;
    track(monitor);
    return entered(state, monitor, site, weight, now);
  }

  private boolean waited(ThreadState state, long since, long nanos) {
    long mark = state.waitMonitorMark;
    if (mark == 0) {
      return true;
    }
    int slot = InflatedMonitors.slot(mark);
    if (state.waitMonitorWeight == 1) {
      return exits.waited(slot, since, nanos, state.waitMonitorHeld);
    }
    exits.held(slot, state.id, since + nanos);
    return exits.waitedHot(slot, since, nanos);
  }

  HotMonitorRecorder hot() {
    return hot;
  }

  MonitorEntries entries() {
    return entries;
  }

  private void track(Object monitor) {
    long mark = InflatedMonitors.mark(monitor);
    if (mark != 0 && tracked.test(monitor.getClass())) {
      InflatedMonitors.track(mark);
    }
  }

  // An acquisition of a monitor that was not free takes part in the sampling like any other, but
  // that of a hot one is drawn already.
  private long entered(ThreadState state, Object monitor, int site, int stands, long now) {
    if (!LockProbe.sampling || stands == 1 && !LockProbe.tick(state.id)) {
      return 0;
    }
    int drawn = stands == 1 ? AcquisitionSampler.draw(LockProbe.stripe(state.id), now) : stands;
    LockEntry entry = entries.find(monitor);
    int weight = drawn * (entry == null ? recording.newEntry(now) : 1);
    if (weight == 0) {
      return 0;
    }
    if (entry == null) {
      entry = entries.of(monitor, site);
    }
    entry.acquisitions += weight;
    recording.mark(state, entry);
    state.beginHold(entry);
    return holdToken(weight);
  }

  // What the hook did until now is no part of the hold.
  private static long holdToken(int weight) {
    return MonitorHold.token(LockProbe.now(), weight);
  }

  void monitorAwaiting(Object monitor) {
    long now = LockProbe.now();
    ThreadState state = threads.current();
    if (state != null && state.monitorHolds != null) {
      state.monitorHolds.awaiting(monitor, now);
    }
    long mark = InflatedMonitors.mark(monitor);
    if (LockProbe.anyWaited && mark != 0) {
      exits.left(InflatedMonitors.slot(mark), LockProbe.threadId(Thread.currentThread()), now);
    }
  }

  void monitorAwaited(Object monitor) {
    ThreadState state = threads.current();
    if (state != null && state.monitorHolds != null) {
      state.monitorHolds.awaited(monitor, LockProbe.now());
    }
  }

  void monitorExiting(long token, Object monitor, int site, boolean hot) {
    long now = LockProbe.now();
    LockEntry entry = entries.find(monitor);
    if (token < 0 && entry != null) {
      long nanos = now - MonitorHold.since(token) - awaited(entry, now);
      entry.holdNanos += nanos * MonitorHold.weight(token);
    }
    if (token == LockListener.TRACKED || LockProbe.anyWaited) {
      noteRelease(monitor, entry, site, now, hot);
    }
  }

  private long awaited(LockEntry entry, long now) {
    ThreadState state = threads.current();
    return state == null || state.monitorHolds == null ? 0 : state.monitorHolds.end(entry, now);
  }

  private void noteRelease(
      Object monitor, @Nullable LockEntry entry, int site, long now, boolean hot) {
    int slot = InflatedMonitors.slot(InflatedMonitors.mark(monitor));
    exits.left(slot, LockProbe.threadId(Thread.currentThread()), now);
    boolean every = !hot && recording.releases.noted(ReleaseTicks.slot(slot), now);
    if (entry != null) {
      entry.releaserSite = entries.site(site);
      entry.releaser = Thread.currentThread();
      entry.releaserStack = stackOfRelease(monitor, entry, now);
      entry.releasedAt = now;
      entry.releaserIsLast = every;
    }
  }

  private @Nullable List<StackWalker.StackFrame> stackOfRelease(
      Object monitor, LockEntry entry, long now) {
    if (now < entry.nextReleaserStackAt
        || !LockProbe.WAITED_CLASSES[LockProbe.classSlot(monitor.getClass())]
        || !recording.stacks.take(now)) {
      return null;
    }
    ThreadState state = threads.current();
    if (state == null || state.busy) {
      return null;
    }
    entry.nextReleaserStackAt =
        StackSpacing.next(now, StackSpacing.WHOLE_NANOS, ++entry.releaserStacks);
    state.busy = true;
    try {
      return StackCapture.frames(StackQueue.CALLERS);
    } finally {
      state.busy = false;
    }
  }
}
