package io.lockmeter.engine.record;

import io.lockmeter.bootstrap.CoarseClock;
import io.lockmeter.bootstrap.HotMonitors;
import io.lockmeter.bootstrap.InflatedMonitors;
import io.lockmeter.bootstrap.LockKind;
import io.lockmeter.bootstrap.LockListener;
import io.lockmeter.bootstrap.LockProbe;
import io.lockmeter.bootstrap.ReleaseTicks;
import io.lockmeter.bootstrap.SampleStripe;
import io.lockmeter.engine.naming.MonitorSite;
import io.lockmeter.engine.naming.Origin;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Records monitors of rewritten code. */
final class MonitorRecorder implements AutoCloseable {

  /**
   * The entries of inflated monitors, found without the identity hash, which is slow to get of
   * those.
   */
  private final @Nullable LockEntry[] inflated = new LockEntry[InflatedMonitors.SLOTS];

  private final ExitNotes exits = new ExitNotes(InflatedMonitors.SLOTS);
  private final MonitorHeat heat = new MonitorHeat();
  private final Recording recording;
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
    this.locks = recording.locks;
    this.threads = recording.threads;
  }

  long monitorWaitStarted(Object monitor, int site, long mark, int weight) {
    ThreadState state = threads.current();
    if (state == null || !Recording.free(state)) {
      return 0;
    }
    long now = LockProbe.now();
    boolean started = false;
    state.busy = true;
    try {
      state.waitMonitor = monitor;
      state.waitMonitorSite = site;
      state.waitMonitorMark = mark;
      state.waitMonitorHeld = mark != 0 && InflatedMonitors.held(mark);
      state.waitMonitorWeight = weight;
      state.waitMonitorTick = CoarseClock.reading();
      if (mark != 0) {
        InflatedMonitors.addWaiter(mark);
        heat.timed(InflatedMonitors.slot(mark));
      }
      state.startWait(now);
      int slot = LockProbe.classSlot(monitor.getClass());
      if (!LockProbe.WAITED_CLASSES[slot]) {
        LockProbe.WAITED_CLASSES[slot] = true;
        LockProbe.anyWaited = true;
      }
      state.waitStack = stackOfWait(site(site), now);
      state.waitEvent = recording.events.begin();
      started = true;
    } finally {
      state.busy = false;
      if (!started) {
        state.endWait(0);
      }
    }
    return now;
  }

  private @Nullable List<StackWalker.StackFrame> stackOfWait(Site site, long now) {
    if (now < site.nextStackAt || !recording.stacks.take(now)) {
      return null;
    }
    site.nextStackAt = now + StackQueue.SPACING_NANOS;
    return StackCapture.frames(StackQueue.CALLERS);
  }

  // Before the monitor is entered: on JDK 17 the first identity hash of a locked object inflates
  // it.
  long monitorSampled(SampleStripe stripe, Object monitor, int site) {
    long now = LockProbe.now();
    int weight = AcquisitionSampler.draw(stripe, now);
    ThreadState state = threads.current();
    if (state == null || state.busy) {
      return 0;
    }
    LockEntry entry;
    state.busy = true;
    try {
      entry = sampledEntry(monitor, site, now);
    } finally {
      state.busy = false;
    }
    state.sampledMonitor = entry;
    state.sampledTick = CoarseClock.reading();
    return entry == null ? 0 : MonitorHold.token(now, weight);
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
      enteredSampled(state, monitor, site);
      track(monitor);
      return token;
    }
    if (state.waitMonitor == null) {
      return 0;
    }
    long now = LockProbe.now();
    long nanos = now - token;
    boolean waited = waited(state, token, nanos);
    int weight = state.waitMonitorWeight;
    long tick = state.waitMonitorTick;
    long total = weight == 1 ? nanos : HotWaits.ofDrawn(nanos, weight) + HotWaits.ofAny(tick, now);
    state.endWait(waited ? total : 0);
    if (waited) {
      LockEntry entry = monitorEntry(monitor, site);
      state.waitSite = site(site);
      state.waitSiteWeight = 1;
      // Of those that see two ticks each is seen, drawn or not.
      int waits = CoarseClock.tickedTwice(tick, CoarseClock.reading()) ? 1 : weight;
      recording.ended(state, entry, token, nanos, waits, total, !locks.isOverflow(entry), true);
    }
    state.waitEvent = null;
    state.waitStack = null;
    track(monitor);
    return entered(state, monitor, site, now);
  }

  // A sampled entry of a hot monitor takes part in what is known of every one.
  private void enteredSampled(ThreadState state, Object monitor, int site) {
    if (state.sampledTick != CoarseClock.reading()
        && InflatedMonitors.cost(InflatedMonitors.mark(monitor)) != 0) {
      monitorEnteredLate(state.sampledTick, monitor, site);
    }
  }

  private boolean waited(ThreadState state, long since, long nanos) {
    long mark = state.waitMonitorMark;
    if (mark == 0) {
      return true;
    }
    int slot = InflatedMonitors.slot(mark);
    return state.waitMonitorWeight == 1
        ? exits.waited(slot, since, nanos, state.waitMonitorHeld)
        : exits.waitedHot(slot, since, nanos);
  }

  void monitorEnteredLate(long token, Object monitor, int site) {
    long tick = HotMonitors.reading(token);
    long reading = CoarseClock.reading();
    ThreadState state = threads.current();
    if (tick == reading || state == null || state.busy) {
      return;
    }
    long now = LockProbe.now();
    long total = HotWaits.ofAny(tick, now);
    long mark = InflatedMonitors.mark(monitor);
    int slot = InflatedMonitors.slot(mark);
    long since = CoarseClock.readAt(tick, reading);
    if (total > 0 && (exits.leftSince(slot, since) || exits.passedLately(slot, since))) {
      boolean certain = CoarseClock.tickedTwice(tick, reading);
      LockEntry entry = monitorEntry(monitor, site);
      state.endWait(total);
      state.waitSite = site(site);
      state.waitSiteWeight = 1;
      recording.ended(
          state,
          entry,
          since,
          certain ? now - since : now - CoarseClock.nanos(reading),
          certain ? 1 : 0,
          total,
          !locks.isOverflow(entry),
          true);
    }
  }

  /** Passes on who has been entering a hot monitor for long, undrawn. */
  void forEachEntering(long now, Records.InFlight action) {
    long reading = CoarseClock.reading();
    for (int stripe = 0; stripe < HotMonitors.STRIPES; stripe++) {
      long token = HotMonitors.tokenOf(stripe);
      if (token != 0 && CoarseClock.tickedTwice(HotMonitors.reading(token), reading)) {
        entering(stripe, token, now, action);
      }
    }
  }

  private void entering(int stripe, long token, long now, Records.InFlight action) {
    long mark = HotMonitors.markOf(stripe);
    ThreadState state = threads.find(HotMonitors.threadOf(stripe));
    LockEntry entry = inflated[InflatedMonitors.slot(mark)];
    Thread thread = state == null ? null : state.get();
    if (state != null
        && thread != null
        && entry != null
        && thread.getState() == Thread.State.BLOCKED
        && HotMonitors.tokenOf(stripe) == token) {
      state.mark(entry, recording.window);
      action.waiting(entry, HotWaits.ofAny(HotMonitors.reading(token), now));
    }
  }

  void settle(long now) {
    heat.settle(now);
  }

  @Override
  public void close() {
    heat.close();
  }

  private void track(Object monitor) {
    long mark = InflatedMonitors.mark(monitor);
    if (mark != 0 && tracked.test(monitor.getClass())) {
      InflatedMonitors.track(mark);
    }
  }

  // An acquisition of a monitor that was not free takes part in the sampling like any other.
  private long entered(ThreadState state, Object monitor, int site, long now) {
    if (!LockProbe.sampling) {
      return 0;
    }
    if (!LockProbe.tick(state.id)) {
      return 0;
    }
    int weight = AcquisitionSampler.draw(LockProbe.stripe(state.id), now);
    LockEntry entry = sampledEntry(monitor, site, now);
    if (entry == null) {
      return 0;
    }
    entry.acquisitions += weight;
    recording.mark(state, entry);
    state.beginHold(entry);
    return MonitorHold.token(now, weight);
  }

  private @Nullable LockEntry sampledEntry(Object monitor, int site, long now) {
    LockEntry known = find(monitor);
    if (known != null) {
      return known;
    }
    if (locks.halfFull() || !recording.captures.take(now)) {
      recording.refusedEntries.increment();
      return null;
    }
    return monitorEntry(monitor, site);
  }

  private @Nullable LockEntry find(Object monitor) {
    int slot = InflatedMonitors.slot(InflatedMonitors.mark(monitor));
    LockEntry cached = inflated[slot];
    if (cached != null && cached.refersTo(monitor)) {
      return cached;
    }
    LockEntry found = locks.find(monitor, LockKind.MONITOR);
    if (found != null) {
      inflated[slot] = found;
    }
    return found;
  }

  /** The entry of a monitor that another thread waits for: the caller's stack does not name it. */
  LockEntry entryOfWaiter(Object monitor, int site) {
    return monitorEntry(monitor, site, false);
  }

  private LockEntry monitorEntry(Object monitor, int site) {
    return monitorEntry(monitor, site, true);
  }

  private LockEntry monitorEntry(Object monitor, int site, boolean ownStack) {
    LockEntry known = find(monitor);
    LockEntry entry =
        known != null ? known : locks.get(monitor, LockKind.MONITOR, monitor.getClass());
    if (entry.monitorSite < 0 && entry.stats() == null && !locks.isOverflow(entry)) {
      entry.monitorSite = site;
      if (ownStack && needsStack(recording.monitorSites.get(site), site(site))) {
        entry.frames = StackCapture.frames(Recording.CALLERS);
      }
      recording.unnamed.add(entry);
    }
    return entry;
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
    LockEntry entry = find(monitor);
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
      entry.releaserSite = site(site);
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
    entry.nextReleaserStackAt = now + StackQueue.SPACING_NANOS;
    state.busy = true;
    try {
      return StackCapture.frames(StackQueue.CALLERS);
    } finally {
      state.busy = false;
    }
  }

  private Site site(int monitorSite) {
    return recording.sites.of(monitorSite, recording.monitorSites);
  }

  // A field may be inherited, which takes one look at the class; other origins tell all or nothing.
  private static boolean needsStack(@Nullable MonitorSite entered, Site site) {
    if (entered != null && entered.origin() instanceof Origin.Field) {
      boolean first = !site.captured;
      site.captured = true;
      return first;
    }
    return entered == null
        || entered.origin() instanceof Origin.Parameter
        || entered.origin() instanceof Origin.Unknown;
  }
}
