package io.lockmeter.engine.analyze;

import io.lockmeter.bootstrap.LockKind;
import io.lockmeter.engine.record.LockEntry;
import io.lockmeter.engine.record.MeasuredWait;
import io.lockmeter.engine.record.Records;
import io.lockmeter.engine.record.WaitHistogram;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sums what was recorded by lock name, divides it into windows, and decides which locks are
 * flagged.
 *
 * <p>One thread at a time does anything here; none is a hook, and each waits for its turn for a few
 * seconds at most.
 */
final class Aggregator {

  /**
   * Names beyond this share one; a program that makes up names without end shall not fill memory.
   */
  private static final int MAX_NAMES = 10_000;

  private static final String OTHER = "__other__";

  /** Calls kept in the call trees of all names together. */
  private static final int MAX_CALLS = 8_000;

  private record Key(String lock, String kind) {

    // What the compiler makes of these takes the JVM tens of milliseconds to link at start-up.
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key && lock.equals(key.lock) && kind.equals(key.kind);
    }

    @Override
    public int hashCode() {
      return 31 * lock.hashCode() + kind.hashCode();
    }
  }

  private static final long TURN_MILLIS = 5_000;

  private final Turn turn = new Turn(TURN_MILLIS);
  private final Records records;
  private final LockNames names;
  private final LongSupplier clock;
  private final double limit;
  private final long windowNanos;
  private final Instant startedAt = Instant.now();
  private final long startNanos;
  private final Map<Key, LockStats> stats = new HashMap<>();
  private final Map<Long, Set<LockStats>> measuredIn = new HashMap<>();
  private final WindowHistory history = new WindowHistory();
  private int calls;
  private long looks;
  private boolean anyWindow;

  Aggregator(Records records, LockNames names, LongSupplier clock, long windowNanos, double limit) {
    this.records = records;
    this.names = names;
    this.clock = clock;
    this.windowNanos = windowNanos;
    this.limit = limit;
    this.startNanos = clock.getAsLong();
    records.forEachLock(this::named);
  }

  /** Names new locks, takes ended threads into account, and forgets what is gone. */
  void settle() {
    turn.take();
    try {
      nameNew();
      takeStacks();
      takeEnded(clock.getAsLong());
      records.settle();
      records.forgetCollected(lock -> named(lock).settled.add(lock));
    } finally {
      turn.give();
    }
  }

  /**
   * A wait for a monitor that the JVM measured. Of the threads that attempted the monitor it tells
   * two: the one that waited and the one that let it in.
   */
  void measured(MeasuredWait wait) {
    turn.take();
    try {
      add(wait);
    } finally {
      turn.give();
    }
  }

  private void add(MeasuredWait wait) {
    LockStats stat = statsOf(wait.lock(), LockKind.label(LockKind.MONITOR), wait.lockClass());
    stat.settled.addMeasured(wait);
    records.addMeasured(wait);
    measuredIn.computeIfAbsent(wait.threadId(), id -> new HashSet<>()).add(stat);
    if (wait.previousOwnerId() != 0) {
      measuredIn.computeIfAbsent(wait.previousOwnerId(), id -> new HashSet<>()).add(stat);
    }
  }

  ProfileSnapshot snapshot() {
    turn.take();
    try {
      return takeSnapshot();
    } finally {
      turn.give();
    }
  }

  private ProfileSnapshot takeSnapshot() {
    long now = clock.getAsLong();
    look(now);
    // Of a run or a window that has only begun, half a window says as much as can be said.
    boolean partial = !anyWindow || (now - records.windowStart()) * 2 >= windowNanos;
    List<LockSnapshot> locks = new ArrayList<>();
    for (LockStats stat : stats.values()) {
      if (stat.seen()) {
        locks.add(stat.snapshot(partial, history.ratios(stat)));
      }
    }
    locks.sort(
        Comparator.comparingLong(LockSnapshot::waitNanos)
            .reversed()
            .thenComparing(LockSnapshot::lock)
            .thenComparing(LockSnapshot::kind));
    TreeMap<String, Long> dropped = new TreeMap<>();
    records.dropped(dropped);
    WaitHistogram histogram = records.histogram();
    return new ProfileSnapshot(
        startedAt,
        now - startNanos,
        windowNanos,
        limit,
        List.copyOf(locks),
        new HistogramSnapshot(WaitHistogram.bounds(), histogram.counts(), histogram.sumNanos()),
        history.ends(),
        dropped);
  }

  /** Closes the window in progress and returns the locks that were flagged or cleared by it. */
  List<LockSnapshot> endWindow() {
    turn.take();
    try {
      return closeWindow();
    } finally {
      turn.give();
    }
  }

  private List<LockSnapshot> closeWindow() {
    long now = clock.getAsLong();
    long length = now - records.windowStart();
    look(now);
    Instant end = Instant.now();
    List<LockStats> changed = new ArrayList<>();
    for (LockStats stat : stats.values()) {
      if (stat.endWindow(length)) {
        stat.flaggedSince = stat.rule.flagged() ? end : null;
        changed.add(stat);
      }
    }
    history.windowEnded(end, stats.values());
    measuredIn.clear();
    anyWindow = true;
    records.nextWindow(now);
    List<LockSnapshot> snapshots = new ArrayList<>();
    for (LockStats stat : changed) {
      snapshots.add(stat.snapshot(false, history.ratios(stat)));
    }
    return snapshots;
  }

  private void look(long now) {
    nameNew();
    takeStacks();
    takeEnded(now);
    stats.values().forEach(LockStats::beginLook);
    records.forEachLock(
        lock -> {
          if (lock.stats() instanceof LockStats stat) {
            stat.current.add(lock);
          }
        });
    records.forEachInFlight(
        now,
        (lock, nanos) -> {
          if (lock.stats() instanceof LockStats stat) {
            stat.current.addInFlight(nanos);
          }
        });
    records.forEachActive(now, (thread, nanos, locks) -> count(thread, nanos, locks, true));
    stats.values().forEach(LockStats::endLook);
  }

  private void takeStacks() {
    records.takeStacks(
        (lock, released, site, callers, nanos) -> {
          if (lock.stats() instanceof LockStats stat) {
            CallTree tree = released ? stat.holderCalls : stat.waitCalls;
            calls += tree.add(site, callers, nanos, MAX_CALLS - calls);
          }
        });
  }

  private void takeEnded(long now) {
    records.takeEnded(now, (thread, nanos, locks) -> count(thread, nanos, locks, false));
  }

  private void count(
      long thread, long nanos, @Nullable LockEntry @Nullable [] locks, boolean live) {
    long look = ++looks;
    if (locks != null) {
      for (LockEntry lock : locks) {
        if (lock != null && lock.stats() instanceof LockStats stat) {
          count(stat, nanos, look, live);
        }
      }
    }
    Set<LockStats> measured = measuredIn.get(thread);
    if (measured != null) {
      for (LockStats stat : measured) {
        count(stat, nanos, look, live);
      }
    }
  }

  private static void count(LockStats stat, long nanos, long look, boolean live) {
    if (stat.lastCounted == look) {
      return;
    }
    stat.lastCounted = look;
    if (live) {
      stat.liveExecution += nanos;
    } else {
      stat.endedExecution += nanos;
    }
  }

  private void nameNew() {
    records.takeUnnamed(this::named);
  }

  // Only locks that were handed over are named: one that is seen in the table may not be complete
  // yet.
  private LockStats named(LockEntry lock) {
    if (lock.stats() instanceof LockStats known) {
      return known;
    }
    LockStats stat =
        statsOf(names.nameOf(lock), LockKind.label(lock.kind()), lock.lockClass().getName());
    lock.named(stat.lock, stat);
    return stat;
  }

  private LockStats statsOf(String lock, String kind, String lockClass) {
    Key key = new Key(lock, kind);
    LockStats known = stats.get(key);
    if (known == null) {
      if (stats.size() >= MAX_NAMES) {
        key = new Key(OTHER, kind);
      }
      known = stats.computeIfAbsent(key, k -> new LockStats(k.lock, kind, lockClass, limit));
    }
    return known;
  }
}
