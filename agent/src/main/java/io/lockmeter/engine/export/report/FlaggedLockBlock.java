package io.lockmeter.engine.export.report;

import io.lockmeter.engine.analyze.HolderSnapshot;
import io.lockmeter.engine.analyze.LockSnapshot;
import io.lockmeter.engine.analyze.SiteSnapshot;
import java.io.IOException;
import java.util.List;

/** All that is known of one flagged lock. */
final class FlaggedLockBlock {

  private static final int SITES = 5;
  private static final int HOLDERS = 3;
  private static final int LABEL = 16;
  private static final int SHARE = 6;

  private final TextLines lines;

  FlaggedLockBlock(TextLines lines) {
    this.lines = lines;
  }

  void write(LockSnapshot lock) throws IOException {
    lines.blank();
    lines.rule();
    lines.wrapped("", lock.lock() + "  (" + lock.kind() + ")");
    lines.blank();
    label("wait ratio", ratio(lock));
    label("waits", waits(lock));
    label("acquisitions", acquisitions(lock));
    label("holds", holds(lock));
    label("waiting now", waiting(lock.waiters()));
    writeSites(lock);
    writeHolders(lock);
  }

  private static String waiting(int waiters) {
    return waiters == 0 ? "no thread" : Units.count(waiters, "thread", "threads");
  }

  private static String ratio(LockSnapshot lock) {
    return Units.percent(lock.waitRatio())
        + " over the run, "
        + Units.percent(lock.waitRatioPeak())
        + " in the worst window, "
        + Units.percent(lock.waitRatioWindow())
        + " in the last; "
        + (lock.flagged() ? "flagged now" : "cleared since");
  }

  private static String waits(LockSnapshot lock) {
    long mean = lock.waitNanos() / Math.max(1, lock.contended());
    return Units.count(lock.contended())
        + (lock.abandoned() == 0 ? "" : " (" + Units.count(lock.abandoned()) + " abandoned)")
        + ", mean "
        + Units.duration(mean)
        + ", longest "
        + Units.duration(lock.waitMaxNanos())
        + ", total "
        + Units.duration(lock.waitNanos());
  }

  private static String acquisitions(LockSnapshot lock) {
    String objects = Units.count(lock.instances(), "lock object", "lock objects");
    if (onlyContendedSeen(lock)) {
      return "only contended ones were counted; " + objects;
    }
    double contended = (double) contendedAcquisitions(lock) / Math.max(1, lock.acquisitions());
    return Units.count(lock.acquisitions())
        + ", "
        + Units.percent(Math.min(1, contended))
        + " of them contended; "
        + objects;
  }

  private static String holds(LockSnapshot lock) {
    if (onlyContendedSeen(lock)) {
      return "not measured";
    }
    return "mean "
        + Units.duration(lock.holdNanos() / Math.max(1, lock.acquisitions()))
        + ", total "
        + Units.duration(lock.holdNanos());
  }

  /** Whether sampling was off, or the JVM reported the waits and nothing else. */
  private static boolean onlyContendedSeen(LockSnapshot lock) {
    return lock.holdNanos() == 0 && lock.acquisitions() <= contendedAcquisitions(lock);
  }

  private static long contendedAcquisitions(LockSnapshot lock) {
    return Math.max(0, lock.contended() - lock.abandoned() - lock.waiters());
  }

  private void writeSites(LockSnapshot lock) throws IOException {
    List<SiteSnapshot> sites = lock.sites();
    long shown = 0;
    for (int i = 0; i < Math.min(SITES, sites.size()); i++) {
      SiteSnapshot site = sites.get(i);
      shown += site.waitNanos();
      share(i == 0 ? "waited at" : "", site.waitNanos(), lock, site.site());
    }
    rest(sites.size() - SITES, lock, shown);
  }

  private void writeHolders(LockSnapshot lock) throws IOException {
    List<HolderSnapshot> holders = lock.holders();
    long shown = 0;
    for (int i = 0; i < Math.min(HOLDERS, holders.size()); i++) {
      HolderSnapshot holder = holders.get(i);
      shown += holder.waitNanos();
      String thread = holder.thread().isEmpty() ? "" : ", last by " + holder.thread();
      share(i == 0 ? "held by" : "", holder.waitNanos(), lock, holder.site() + thread);
    }
    rest(holders.size() - HOLDERS, lock, shown);
  }

  private void rest(int more, LockSnapshot lock, long shownNanos) throws IOException {
    if (more > 0) {
      long rest = Math.max(0, lock.waitNanos() - shownNanos);
      share("", rest, lock, "in " + Units.count(more, "more place", "more places"));
    }
  }

  private void share(String label, long nanos, LockSnapshot lock, String text) throws IOException {
    double share = Math.min(1, (double) nanos / Math.max(1, lock.waitNanos()));
    String prefix = TextLines.padRight("  " + label, LABEL);
    lines.wrapped(prefix + TextLines.padLeft(Units.percent(share), SHARE) + "  ", text);
  }

  private void label(String label, String text) throws IOException {
    lines.wrapped(TextLines.padRight("  " + label, LABEL), text);
  }
}
