package io.lockmeter.engine.export.jfr;

import io.lockmeter.engine.analyze.HolderSnapshot;
import io.lockmeter.engine.analyze.LockSnapshot;
import io.lockmeter.engine.analyze.ProfileSnapshot;
import io.lockmeter.engine.analyze.SiteSnapshot;
import io.lockmeter.engine.export.report.RunningJvm;
import io.lockmeter.engine.instrument.Coverage;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Writes a snapshot as events, those that a recording wants. */
final class SnapshotEvents {

  private static final int LOCKS_WITH_SITES = 20;
  private static final int SITES = 10;
  private static final int HOLDERS = 5;

  private final RunningJvm jvm;

  SnapshotEvents(RunningJvm jvm) {
    this.jvm = jvm;
  }

  void writeFlag(LockSnapshot lock, boolean flagged) {
    LockFlaggedEvent event = new LockFlaggedEvent();
    event.flagged = flagged;
    event.lock = lock.lock();
    event.kind = lock.kind();
    event.waitRatio = lock.waitRatioWindow();
    event.contended = lock.contended();
    event.waitTime = lock.waitNanos();
    event.topSite = lock.sites().isEmpty() ? null : lock.sites().get(0).site();
    event.topHolder = lock.holders().isEmpty() ? null : lock.holders().get(0).site();
    event.commit();
  }

  void writeStatistics(ProfileSnapshot profile) {
    for (LockSnapshot lock : profile.locks()) {
      LockStatisticsEvent event = new LockStatisticsEvent();
      event.lock = lock.lock();
      event.kind = lock.kind();
      event.lockClass = lock.lockClass();
      event.instances = lock.instances();
      event.acquisitions = lock.acquisitions();
      event.contended = lock.contended();
      event.abandoned = lock.abandoned();
      event.waitTime = lock.waitNanos();
      event.maxWait = lock.waitMaxNanos();
      event.holdTime = lock.holdNanos();
      event.executionTime = lock.executionNanos();
      event.waiters = lock.waiters();
      event.waitRatio = lock.waitRatio();
      event.waitRatioWindow = lock.waitRatioWindow();
      event.waitRatioPeak = lock.waitRatioPeak();
      event.flagged = lock.flagged();
      event.everFlagged = lock.everFlagged();
      event.uptime = profile.uptimeNanos();
      event.commit();
    }
  }

  /** The places of the locks that threads waited for most; short waits count as long ones do. */
  void writeSites(ProfileSnapshot profile) {
    List<LockSnapshot> locks = profile.locks();
    for (LockSnapshot lock : locks.subList(0, Math.min(LOCKS_WITH_SITES, locks.size()))) {
      for (SiteSnapshot site : first(SITES, lock.sites())) {
        writeSite(lock, LockSiteEvent.WAITED, site.site(), "", site.contended(), site.waitNanos());
      }
      for (HolderSnapshot holder : first(HOLDERS, lock.holders())) {
        writeSite(lock, LockSiteEvent.HELD, holder.site(), holder.thread(), 0, holder.waitNanos());
      }
    }
  }

  private static <T> List<T> first(int count, List<T> list) {
    return list.subList(0, Math.min(count, list.size()));
  }

  private static void writeSite(
      LockSnapshot lock, String role, String site, String thread, long contended, long waitNanos) {
    LockSiteEvent event = new LockSiteEvent();
    event.lock = lock.lock();
    event.kind = lock.kind();
    event.role = role;
    event.site = site;
    event.thread = thread;
    event.contended = contended;
    event.waitTime = waitNanos;
    event.commit();
  }

  void writeStatus(ProfileSnapshot profile, Coverage.State covered, long suppressed) {
    StatusEvent event = new StatusEvent();
    event.version = jvm.agent();
    event.java = jvm.java();
    event.vm = jvm.vm();
    event.pid = jvm.pid();
    event.startedAt = profile.startedAt().toEpochMilli();
    event.uptime = profile.uptimeNanos();
    event.window = profile.windowNanos();
    event.flagRatio = profile.flagRatio();
    event.monitors = covered.monitors();
    event.locks = String.join(",", covered.locks());
    event.selfTest = covered.selfTest();
    event.classesRewritten = covered.classesRewritten();
    event.classesSkipped = covered.skippedCount();
    event.locksTracked = profile.locks().size();
    StringJoiner reasons = new StringJoiner(",");
    for (Map.Entry<String, Long> reason : profile.dropped().entrySet()) {
      event.dropped += reason.getValue();
      reasons.add(reason.getKey() + "=" + reason.getValue());
    }
    event.droppedReasons = reasons.toString();
    event.suppressed = suppressed;
    event.commit();
  }
}
