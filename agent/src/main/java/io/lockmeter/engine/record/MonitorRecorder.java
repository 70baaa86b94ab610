package io.lockmeter.engine.record;

import io.lockmeter.bootstrap.LockKind;
import io.lockmeter.bootstrap.LockProbe;
import io.lockmeter.bootstrap.SampleStripe;
import io.lockmeter.engine.naming.MonitorSite;
import io.lockmeter.engine.naming.Origin;
import org.jspecify.annotations.Nullable;

/** Records monitors of rewritten code. */
final class MonitorRecorder {

  /** Entering an inflated monitor that nobody holds takes no longer, two clock reads included. */
  private static final long UNCONTENDED_NANOS = 300;

  private final Recording recording;
  private final LockTable locks;
  private final ThreadTable threads;

  MonitorRecorder(Recording recording) {
    this.recording = recording;
    this.locks = recording.locks;
    this.threads = recording.threads;
  }

  long monitorWaitStarted(Object monitor, int site) {
    ThreadState state = threads.current();
    if (state == null || !Recording.free(state)) {
      return 0;
    }
    long now = LockProbe.now();
    state.waitMonitor = monitor;
    state.waitMonitorSite = site;
    state.startWait(now);
    int slot = LockProbe.classSlot(monitor.getClass());
    if (!LockProbe.WAITED_CLASSES[slot]) {
      LockProbe.WAITED_CLASSES[slot] = true;
      LockProbe.anyWaited = true;
    }
    state.waitEvent = recording.events.begin();
    return now;
  }

  long monitorSampled(SampleStripe stripe) {
    long now = LockProbe.now();
    int weight = AcquisitionSampler.draw(stripe, now);
    ThreadState state = threads.current();
    return state == null || state.busy ? 0 : MonitorHold.token(now, weight);
  }

  long monitorEntered(long token, Object monitor, int site) {
    ThreadState state = threads.current();
    if (state == null) {
      return 0;
    }
    if (token < 0) {
      LockEntry entry = sampledMonitor(monitor, site, MonitorHold.since(token));
      if (entry == null) {
        return 0;
      }
      entry.acquisitions += MonitorHold.weight(token);
      recording.mark(state, entry);
      return token;
    }
    if (state.waitMonitor == null) {
      return 0;
    }
    long now = LockProbe.now();
    long nanos = now - token;
    boolean waited = nanos > UNCONTENDED_NANOS;
    state.endWait(waited ? nanos : 0);
    if (waited) {
      LockEntry entry = monitorEntry(monitor, site);
      state.waitSite = site(site);
      state.waitSiteWeight = 1;
      recording.ended(state, entry, token, nanos, !locks.isOverflow(entry), true);
    }
    state.waitEvent = null;
    return entered(state, monitor, site, now);
  }

  // An acquisition of a monitor that was not free takes part in the sampling like any other.
  private long entered(ThreadState state, Object monitor, int site, long now) {
    if (!LockProbe.sampling) {
      return 0;
    }
    SampleStripe stripe = LockProbe.stripe(state.id);
    if (--stripe.ticks >= 0) {
      return 0;
    }
    int weight = AcquisitionSampler.draw(stripe, now);
    LockEntry entry = sampledMonitor(monitor, site, now);
    if (entry == null) {
      return 0;
    }
    entry.acquisitions += weight;
    recording.mark(state, entry);
    return MonitorHold.token(now, weight);
  }

  private @Nullable LockEntry sampledMonitor(Object monitor, int site, long now) {
    LockEntry known = locks.find(monitor, LockKind.MONITOR);
    if (known != null) {
      return known;
    }
    if (locks.halfFull() || !recording.captures.take(now)) {
      recording.refusedEntries.increment();
      return null;
    }
    return monitorEntry(monitor, site);
  }

  LockEntry monitorEntry(Object monitor, int site) {
    LockEntry entry = locks.get(monitor, LockKind.MONITOR, monitor.getClass());
    if (entry.monitorSite < 0 && entry.stats() == null && !locks.isOverflow(entry)) {
      entry.monitorSite = site;
      if (needsStack(recording.monitorSites.get(site))) {
        entry.frames = StackCapture.frames(Recording.CALLERS);
      }
      recording.unnamed.add(entry);
    }
    return entry;
  }

  void monitorExiting(long token, Object monitor, int site) {
    LockEntry entry = locks.find(monitor, LockKind.MONITOR);
    if (entry == null) {
      return;
    }
    long now = LockProbe.now();
    if (token < 0) {
      entry.holdNanos += (now - MonitorHold.since(token)) * MonitorHold.weight(token);
    }
    if (LockProbe.anyWaited) {
      entry.releaserSite = site(site);
      entry.releaser = Thread.currentThread();
      entry.releasedAt = now;
    }
  }

  private Site site(int monitorSite) {
    return recording.sites.of(monitorSite, recording.monitorSites);
  }

  private static boolean needsStack(@Nullable MonitorSite site) {
    return site == null
        || site.origin() instanceof Origin.Parameter
        || site.origin() instanceof Origin.Unknown;
  }
}
