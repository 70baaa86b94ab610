package io.lockmeter.engine.analyze;

import io.lockmeter.engine.record.LockEntry;
import org.jspecify.annotations.Nullable;

/** Sums over lock objects of one name; times in nanoseconds. */
final class LockTotals {

  long contended;
  long abandoned;
  long wait;
  long waitMax;
  long acquisitions;
  long hold;
  int instances;
  int waiters;
  final Shares sites = new Shares();
  final Shares holders = new Shares();

  void add(LockEntry lock) {
    instances++;
    contended += lock.contended();
    abandoned += lock.abandoned();
    wait += lock.waitNanos();
    waitMax = Math.max(waitMax, lock.maxNanos());
    acquisitions += lock.acquisitions();
    hold += lock.holdNanos();
    lock.forEachSite(sites::add);
    lock.forEachHolder(holders::add);
  }

  void addInFlight(long nanos) {
    contended++;
    waiters++;
    wait += nanos;
    waitMax = Math.max(waitMax, nanos);
  }

  /** A wait that was measured by the JVM itself. */
  void addMeasured(String site, @Nullable String holderThread, long nanos) {
    contended++;
    acquisitions++;
    wait += nanos;
    waitMax = Math.max(waitMax, nanos);
    sites.add(site, "", 1, nanos);
    if (holderThread != null) {
      holders.add("(unknown place)", holderThread, 1, nanos);
    }
  }

  void addAll(LockTotals other) {
    contended += other.contended;
    abandoned += other.abandoned;
    wait += other.wait;
    waitMax = Math.max(waitMax, other.waitMax);
    acquisitions += other.acquisitions;
    hold += other.hold;
    instances += other.instances;
    waiters += other.waiters;
    sites.addAll(other.sites);
    holders.addAll(other.holders);
  }
}
