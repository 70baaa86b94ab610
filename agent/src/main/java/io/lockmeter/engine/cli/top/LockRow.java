package io.lockmeter.engine.cli.top;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line of the table.
 *
 * @param waitsPerSecond since the refresh before; NaN at the first one
 * @param waitPerSecond seconds of wait in a second, likewise: the mean number of waiting threads
 */
record LockRow(LockTotals totals, double waitsPerSecond, double waitPerSecond) {

  private record Key(String lock, String kind) {}

  /**
   * The locks that threads waited for.
   *
   * @param before the refresh before, or null
   */
  static List<LockRow> of(Observation now, @Nullable Observation before) {
    Map<Key, LockTotals> earlier = new HashMap<>();
    double seconds = Double.NaN;
    if (before != null && before.sameRun(now)) {
      before.locks().forEach(lock -> earlier.put(new Key(lock.lock(), lock.kind()), lock));
      seconds = now.uptimeSeconds() - before.uptimeSeconds();
    }
    List<LockRow> rows = new ArrayList<>();
    for (LockTotals lock : now.locks()) {
      if (lock.waitedFor()) {
        LockTotals was = earlier.get(new Key(lock.lock(), lock.kind()));
        rows.add(
            new LockRow(
                lock,
                rate(lock.contended() - (was == null ? 0 : was.contended()), seconds),
                rate(lock.waitSeconds() - (was == null ? 0 : was.waitSeconds()), seconds)));
      }
    }
    return rows;
  }

  private static double rate(double difference, double seconds) {
    return seconds > 0 ? Math.max(0, difference) / seconds : Double.NaN;
  }
}
