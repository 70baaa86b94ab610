package io.lockmeter.locks.metrics;

import io.lockmeter.locks.ProfiledLock;
import io.lockmeter.locks.ProfiledLock.Statistics;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

/** The series of one registry, which live as long as it does. Thread-safe. */
final class RegistrySeries {

  // Meters refer to their series weakly, and several binders may meet in one registry: this is what
  // keeps the series, and where the binders find them.
  private static final Map<MeterRegistry, RegistrySeries> ALL =
      Collections.synchronizedMap(new WeakHashMap<>());

  private record Key(String lock, String kind) {}

  private final Map<Key, LockSeries> series = new ConcurrentHashMap<>();

  private RegistrySeries() {}

  static RegistrySeries of(MeterRegistry registry) {
    return ALL.computeIfAbsent(registry, key -> new RegistrySeries());
  }

  LockSeries get(ProfiledLock lock) {
    Statistics statistics = lock.statistics();
    return series.computeIfAbsent(
        new Key(statistics.name(), statistics.kind()),
        key -> new LockSeries(key.lock(), key.kind()));
  }
}
