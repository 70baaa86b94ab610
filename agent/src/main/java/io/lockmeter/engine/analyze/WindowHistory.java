package io.lockmeter.engine.analyze;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The wait ratios of the last windows, for a bounded number of locks: those that waited most in one
 * of them. Used under the aggregator's lock only.
 */
final class WindowHistory {

  static final int WINDOWS = 60;
  static final int LOCKS = 100;

  private final Instant[] ends = new Instant[WINDOWS];
  private final List<LockStats> kept = new ArrayList<>();
  private int windows;

  /**
   * Takes over the ratio that each of {@code locks} had in the window that ended at {@code end}.
   */
  void windowEnded(Instant end, Collection<LockStats> locks) {
    keep(locks);
    int slot = windows++ % WINDOWS;
    ends[slot] = end;
    for (LockStats lock : kept) {
      lock.ratios[slot] = (float) lock.windowRatio();
    }
  }

  private void keep(Collection<LockStats> locks) {
    List<LockStats> fresh = new ArrayList<>();
    for (LockStats lock : locks) {
      if (lock.ratios.length == 0 && lock.windowRatio() > 0) {
        fresh.add(lock);
      }
    }
    if (kept.size() + fresh.size() > LOCKS) {
      fresh.sort(Comparator.comparingDouble(LockStats::windowRatio).reversed());
      kept.sort(Comparator.comparingDouble(WindowHistory::highest).reversed());
    }
    for (LockStats lock : fresh) {
      if (kept.size() == LOCKS) {
        LockStats least = kept.get(LOCKS - 1);
        if (highest(least) >= lock.windowRatio()) {
          return;
        }
        kept.remove(LOCKS - 1);
        least.ratios = LockStats.NO_RATIOS;
      }
      lock.ratios = new float[WINDOWS];
      kept.add(0, lock);
    }
  }

  private static double highest(LockStats lock) {
    float highest = 0;
    for (float ratio : lock.ratios) {
      highest = Math.max(highest, ratio);
    }
    return highest;
  }

  /** When the windows ended, oldest first. */
  List<Instant> ends() {
    List<Instant> oldestFirst = new ArrayList<>();
    for (int window = first(); window < windows; window++) {
      oldestFirst.add(ends[window % WINDOWS]);
    }
    return oldestFirst;
  }

  /** The ratios of {@code lock} in those windows, or none if they are not kept. */
  List<Double> ratios(LockStats lock) {
    List<Double> oldestFirst = new ArrayList<>();
    if (lock.ratios.length > 0) {
      for (int window = first(); window < windows; window++) {
        oldestFirst.add((double) lock.ratios[window % WINDOWS]);
      }
    }
    return oldestFirst;
  }

  private int first() {
    return Math.max(0, windows - WINDOWS);
  }
}
