package io.lockmeter.engine.record;

import io.lockmeter.bootstrap.CoarseClock;
import io.lockmeter.bootstrap.HotMonitors;
import io.lockmeter.bootstrap.InflatedMonitors;
import io.lockmeter.bootstrap.LockProbe;

/** Records what is known of all entries of {@linkplain HotMonitors hot monitors}, drawn or not. */
final class HotMonitorRecorder implements AutoCloseable {

  private final Recording recording;
  private final MonitorEntries entries;
  private final ExitNotes exits;
  private final MonitorHeat heat = new MonitorHeat();

  HotMonitorRecorder(Recording recording, MonitorEntries entries, ExitNotes exits) {
    this.recording = recording;
    this.entries = entries;
    this.exits = exits;
  }

  /** An entry of a monitor of {@code slot} is timed. */
  void timed(int slot) {
    heat.timed(slot);
  }

  /**
   * An entry that was not drawn has seen a tick.
   *
   * @param tick what the coarse clock showed before it
   */
  void enteredLate(long tick, Object monitor, int site) {
    long reading = CoarseClock.reading();
    ThreadState state = recording.threads.current();
    if (tick == reading || state == null || state.busy) {
      return;
    }
    long now = LockProbe.now();
    long total = HotWaits.ofAny(tick, now);
    int slot = InflatedMonitors.slot(InflatedMonitors.mark(monitor));
    long since = CoarseClock.readAt(tick, reading);
    if (total > 0 && (exits.leftSince(slot, since) || exits.passedLately(slot, since))) {
      boolean certain = CoarseClock.tickedTwice(tick, reading);
      LockEntry entry = entries.of(monitor, site);
      state.endWait(total);
      state.waitSite = entries.site(site);
      state.waitSiteWeight = 1;
      recording.ended(
          state,
          entry,
          since,
          certain ? now - since : now - CoarseClock.nanos(reading),
          certain ? 1 : 0,
          total,
          !recording.locks.isOverflow(entry),
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
    ThreadState state = recording.threads.find(HotMonitors.threadOf(stripe));
    LockEntry entry = entries.inSlot(InflatedMonitors.slot(mark));
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
}
