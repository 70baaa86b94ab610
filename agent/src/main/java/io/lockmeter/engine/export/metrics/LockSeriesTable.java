package io.lockmeter.engine.export.metrics;

import io.lockmeter.engine.analyze.LockSnapshot;
import io.lockmeter.engine.analyze.ProfileSnapshot;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Distributes what locks do over the series. Each increase is added to exactly one series: that of
 * the lock while its name is exported, else that of {@value #OTHER} with the same kind. So no
 * series ever goes back, a lock that loses and regains its place goes on where it was, and all
 * series add up to the totals. Not thread-safe, except that series may be read by any thread.
 */
final class LockSeriesTable {

  static final String OTHER = "__other__";

  private record Key(String lock, String kind) {

    // The JDK's own for records keep the class that used them last, and an application's loader
    // with it.
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key && lock.equals(key.lock) && kind.equals(key.kind);
    }

    @Override
    public int hashCode() {
      return 31 * lock.hashCode() + kind.hashCode();
    }
  }

  private final ExportedNames names;
  private final Map<Key, Totals> counted = new HashMap<>();
  private final Map<Key, LockSeries> own = new HashMap<>();
  private final Map<String, LockSeries> others = new HashMap<>();

  LockSeriesTable(int maxLocks) {
    names = new ExportedNames(maxLocks);
  }

  void update(ProfileSnapshot snapshot, MeterRegistry registry) {
    names.update(snapshot);
    own.forEach(
        (key, series) -> {
          if (!names.contains(key.lock())) {
            series.hide(registry);
          }
        });
    Map<String, LockState> otherStates = new HashMap<>();
    others.forEach((kind, series) -> otherStates.put(kind, series.state().restarted()));
    for (LockSnapshot lock : snapshot.locks()) {
      Key key = new Key(lock.lock(), lock.kind());
      Totals increase = count(key, lock);
      if (names.contains(lock.lock())) {
        LockSeries series =
            own.computeIfAbsent(key, missing -> new LockSeries(missing.lock(), missing.kind()));
        series.update(series.state().restarted().with(lock, increase));
        series.show(registry);
      } else {
        otherStates.put(
            lock.kind(),
            otherStates.getOrDefault(lock.kind(), LockState.NONE).with(lock, increase));
      }
    }
    otherStates.forEach(
        (kind, state) -> {
          LockSeries series = others.computeIfAbsent(kind, key -> new LockSeries(OTHER, key));
          series.update(state);
          series.show(registry);
        });
  }

  void hide(MeterRegistry registry) {
    own.values().forEach(series -> series.hide(registry));
    others.values().forEach(series -> series.hide(registry));
  }

  private Totals count(Key key, LockSnapshot lock) {
    Totals before = counted.getOrDefault(key, Totals.NONE);
    Totals now = Totals.of(lock).max(before);
    counted.put(key, now);
    return now.minus(before);
  }
}
