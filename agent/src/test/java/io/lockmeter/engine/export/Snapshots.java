package io.lockmeter.engine.export;

import io.lockmeter.engine.analyze.HistogramSnapshot;
import io.lockmeter.engine.analyze.HolderSnapshot;
import io.lockmeter.engine.analyze.LockSnapshot;
import io.lockmeter.engine.analyze.ProfileSnapshot;
import io.lockmeter.engine.analyze.SiteSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Hand-made snapshots. */
public final class Snapshots {

  private Snapshots() {}

  public static ProfileSnapshot of(LockSnapshot... locks) {
    return at(Duration.ofMinutes(1), Map.of(), locks);
  }

  public static ProfileSnapshot at(
      Duration uptime, Map<String, Long> dropped, LockSnapshot... locks) {
    return new ProfileSnapshot(
        Instant.parse("2026-01-01T00:00:00Z"),
        uptime.toNanos(),
        Duration.ofSeconds(10).toNanos(),
        0.10,
        List.of(locks),
        new HistogramSnapshot(
            List.of(10_000L, 1_000_000L, 100_000_000L), List.of(5L, 4L, 3L, 2L), 2_500_000_000L),
        new TreeMap<>(dropped));
  }

  /** A lock whose other totals follow from its wait in seconds. */
  public static LockSnapshot lock(String name, String kind, double waitSeconds) {
    return lock(name, kind, waitSeconds, false);
  }

  public static LockSnapshot lock(String name, String kind, double waitSeconds, boolean flagged) {
    long wait = (long) (waitSeconds * 1e9);
    return new LockSnapshot(
        name,
        kind,
        "java.util.concurrent.locks.ReentrantLock",
        1,
        wait / 100_000,
        wait / 1_000_000,
        wait / 1_000_000_000,
        wait,
        wait / 10,
        wait / 2,
        wait * 5,
        3,
        0.20,
        0.25,
        0.30,
        flagged,
        flagged,
        List.of(new SiteSnapshot("com.acme.Foo.bar:42", wait / 1_000_000, wait)),
        List.of(new HolderSnapshot("com.acme.Foo.baz:43", "worker-1", wait)));
  }
}
