package io.lockmeter.engine.export.report;

import io.lockmeter.engine.analyze.CallerSnapshot;
import io.lockmeter.engine.analyze.HistogramSnapshot;
import io.lockmeter.engine.analyze.HolderSnapshot;
import io.lockmeter.engine.analyze.LockHistory;
import io.lockmeter.engine.analyze.LockSnapshot;
import io.lockmeter.engine.analyze.ProfileSnapshot;
import io.lockmeter.engine.analyze.SiteSnapshot;
import io.lockmeter.engine.instrument.Coverage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Snapshots to write reports of. */
final class Profiles {

  static final RunningJvm JVM =
      new RunningJvm("0.1.0", "17.0.15", "OpenJDK 64-Bit Server VM", 4711);

  static final Coverage.State COVERAGE =
      new Coverage.State(
          "rewrite",
          1_234,
          List.of(
              new Coverage.SkippedClass("com.acme.gen.Parser", "method parse is too large"),
              new Coverage.SkippedClass("com.acme.Legacy", "class file version 48"),
              new Coverage.SkippedClass("com.acme.LegacyToo", "class file version 48")),
          List.of("read", "reentrant", "stamped_read", "stamped_write", "write"),
          "passed");

  private static final long MICRO = 1_000;
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000_000_000;

  private Profiles() {}

  /** What a shop under load looks like. */
  static ProfileSnapshot shop() {
    return profile(
        List.of(
            new LockSnapshot(
                "com.acme.shop.OrderBook.lock",
                "reentrant",
                "java.util.concurrent.locks.ReentrantLock",
                1,
                1_234_567,
                12_345,
                3,
                100 * SECOND,
                120 * MILLI,
                204 * SECOND,
                232 * SECOND,
                5,
                0.431,
                0.58,
                0.613,
                true,
                true,
                List.of(
                    new SiteSnapshot("com.acme.shop.OrderBook.place:57", 8_900, 72 * SECOND),
                    new SiteSnapshot("com.acme.shop.OrderBook.cancel:91", 3_445, 28 * SECOND)),
                List.of(
                    new HolderSnapshot(
                        "com.acme.shop.OrderBook.match:88", "matcher-1", 88 * SECOND),
                    new HolderSnapshot("com.acme.shop.OrderBook.place:61", "http-7", 12 * SECOND))),
            new LockSnapshot(
                "com.acme.shop.PriceCache",
                "monitor",
                "com.acme.shop.PriceCache",
                1,
                40_312,
                2_210,
                0,
                9 * SECOND,
                31 * MILLI,
                11 * SECOND,
                140 * SECOND,
                0,
                0.0643,
                0.004,
                0.142,
                false,
                true,
                List.of(new SiteSnapshot("com.acme.shop.PriceCache.price:33", 2_210, 9 * SECOND)),
                List.of()),
            quiet(
                "com.zaxxer.hikari.util.ConcurrentBag.handoffQueue", "reentrant", 412, 812 * MILLI),
            quiet("org.h2.mvstore.MVStore.storeLock", "reentrant", 96, 77 * MILLI),
            quiet(
                "ch.qos.logback.core.OutputStreamAppender.streamWriteLock",
                "reentrant",
                31,
                640 * MICRO),
            quiet("com.acme.shop.Stock.lock", "stamped_write", 3, 41 * MICRO),
            quiet("com.acme.shop.Audit.class", "monitor", 0, 0)));
  }

  /** One lock whose windows and callers are known. */
  static ProfileSnapshot withHistory() {
    List<CallerSnapshot> callers =
        List.of(
            new CallerSnapshot(
                "com.acme.Web.post:7",
                2 * SECOND,
                List.of(new CallerSnapshot("com.acme.Main.run:1", 2 * SECOND, List.of()))));
    Instant end = Instant.parse("2026-11-22T21:52:20Z");
    return new ProfileSnapshot(
        Instant.parse("2026-11-22T21:40:05.123456Z"),
        744 * SECOND,
        10 * SECOND,
        0.1,
        List.of(
            new LockSnapshot(
                "com.acme.</script><b>&\"Book.lock",
                "reentrant",
                "java.util.concurrent.locks.ReentrantLock",
                1,
                100,
                50,
                0,
                3 * SECOND,
                SECOND,
                4 * SECOND,
                6 * SECOND,
                2,
                0.5,
                0.5,
                0.5,
                true,
                true,
                List.of(new SiteSnapshot("com.acme.Book.add:3", 50, 3 * SECOND, callers)),
                List.of(new HolderSnapshot("com.acme.Book.add:9", "main", 3 * SECOND)),
                new LockHistory(end, List.of(0.25, 0.5)))),
        new HistogramSnapshot(List.of(), List.of(), 0),
        List.of(end.minusSeconds(10), end),
        new TreeMap<>());
  }

  static ProfileSnapshot profile(List<LockSnapshot> locks) {
    return profile(locks, Map.of("names", 0L, "stacks", 1_204L));
  }

  static ProfileSnapshot profile(List<LockSnapshot> locks, Map<String, Long> dropped) {
    return new ProfileSnapshot(
        Instant.parse("2026-11-22T21:40:05.123456Z"),
        744 * SECOND,
        10 * SECOND,
        0.10,
        locks,
        new HistogramSnapshot(List.of(), List.of(0L), 0),
        new TreeMap<>(dropped));
  }

  static LockSnapshot quiet(String name, String kind, long contended, long waitNanos) {
    return new LockSnapshot(
        name,
        kind,
        "java.util.concurrent.locks.ReentrantLock",
        1,
        10 * contended + 100,
        contended,
        0,
        waitNanos,
        waitNanos / 2,
        waitNanos / 2,
        100 * SECOND,
        0,
        waitNanos / (100.0 * SECOND),
        0,
        waitNanos / (50.0 * SECOND),
        false,
        false,
        List.of(),
        List.of());
  }

  /** One flagged lock with every number and every name as large as it can be. */
  static LockSnapshot huge(String name) {
    List<SiteSnapshot> sites = new ArrayList<>();
    List<HolderSnapshot> holders = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      sites.add(new SiteSnapshot(name + ".site:" + i, Long.MAX_VALUE, Long.MAX_VALUE / 64));
      holders.add(new HolderSnapshot(name + ".hold:" + i, name + "\n" + i, Long.MAX_VALUE / 64));
    }
    return new LockSnapshot(
        name,
        "stamped_write",
        name,
        Integer.MAX_VALUE,
        Long.MAX_VALUE,
        Long.MAX_VALUE,
        Long.MAX_VALUE,
        Long.MAX_VALUE,
        Long.MAX_VALUE,
        Long.MAX_VALUE,
        Long.MAX_VALUE,
        Integer.MAX_VALUE,
        1,
        1,
        1,
        true,
        true,
        sites,
        holders);
  }

  /** A flagged lock of which nothing but its waits was seen. */
  static LockSnapshot contendedOnly(String name, long contended) {
    return new LockSnapshot(
        name,
        "monitor",
        name,
        1,
        contended,
        contended,
        0,
        SECOND,
        SECOND / 10,
        0,
        2 * SECOND,
        0,
        0.5,
        0.5,
        0.5,
        true,
        true,
        List.of(),
        List.of());
  }
}
