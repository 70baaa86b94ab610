package io.lockmeter.engine.analyze;

import io.lockmeter.engine.record.LockEntry;
import io.lockmeter.engine.record.MeasuredWait;

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
  void addMeasured(MeasuredWait measured) {
    contended++;
    acquisitions++;
    wait += measured.durationNanos();
    waitMax = Math.max(waitMax, measured.durationNanos());
    sites.add(measured.site(), "", 1, measured.durationNanos());
    String holder = measured.previousOwner();
    if (holder != null) {
      holders.add("(place not recorded)", holder, 1, measured.durationNanos());
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
