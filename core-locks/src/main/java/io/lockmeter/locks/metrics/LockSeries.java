package io.lockmeter.locks.metrics;

import io.lockmeter.locks.ProfiledLock;
import io.lockmeter.locks.ProfiledLock.Statistics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/** The locks of one name and kind. Thread-safe. */
final class LockSeries {

  private record Source(WeakReference<ProfiledLock> lock, Supplier<Statistics> statistics) {}

  private final Tags tags;
  private final List<Source> sources = new ArrayList<>();
  private Totals collected = Totals.NONE;

  LockSeries(String lock, String kind) {
    tags = Tags.of("lock", lock, "kind", kind);
  }

  void show(ProfiledLock lock, MeterRegistry registry) {
    add(lock);
    LockMeter.ALL.forEach(meter -> meter.register(registry, this, tags));
  }

  private synchronized void add(ProfiledLock lock) {
    if (sources.stream().noneMatch(source -> source.lock.refersTo(lock))) {
      sources.add(new Source(new WeakReference<>(lock), lock.statisticsSource()));
    }
  }

  synchronized Totals totals() {
    Totals totals = Totals.NONE;
    for (Iterator<Source> all = sources.iterator(); all.hasNext(); ) {
      Source source = all.next();
      // Asked first: a lock that is gone cannot change its statistics any more.
      boolean gone = source.lock.refersTo(null);
      Statistics statistics = source.statistics.get();
      if (gone) {
        all.remove();
        collected = collected.plus(statistics);
      } else {
        totals = totals.plus(statistics);
      }
    }
    return totals.plus(collected);
  }
}
