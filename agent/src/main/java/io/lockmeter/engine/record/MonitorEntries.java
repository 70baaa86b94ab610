package io.lockmeter.engine.record;

import io.lockmeter.bootstrap.InflatedMonitors;
import io.lockmeter.bootstrap.LockKind;
import io.lockmeter.engine.naming.MonitorSite;
import io.lockmeter.engine.naming.Origin;
import org.jspecify.annotations.Nullable;

/** Finds and makes the entries of monitors, and has new ones named. */
final class MonitorEntries {

  /**
   * The entries of inflated monitors, found without the identity hash, which is slow to get of
   * those.
   */
  private final @Nullable LockEntry[] inflated = new LockEntry[InflatedMonitors.SLOTS];

  private final Recording recording;
  private final LockTable locks;

  MonitorEntries(Recording recording) {
    this.recording = recording;
    this.locks = recording.locks;
  }

  /** The entry of a monitor, or null. */
  @Nullable LockEntry find(Object monitor) {
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

  /** The entry found last of an inflated monitor of {@code slot}, or null. */
  @Nullable LockEntry inSlot(int slot) {
    return inflated[slot];
  }

  /** The entry of a monitor that another thread waits for: the caller's stack does not name it. */
  LockEntry ofWaiter(Object monitor, int site) {
    return entry(monitor, site, false);
  }

  /** The entry of a monitor that the caller enters at {@code site}, made if there is none. */
  LockEntry of(Object monitor, int site) {
    return entry(monitor, site, true);
  }

  private LockEntry entry(Object monitor, int site, boolean ownStack) {
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

  /** Lets go of the entries of monitors that were collected. */
  void forgetCollected() {
    for (int slot = 0; slot < inflated.length; slot++) {
      LockEntry entry = inflated[slot];
      if (entry != null && entry.refersTo(null)) {
        inflated[slot] = null;
      }
    }
  }

  Site site(int monitorSite) {
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
