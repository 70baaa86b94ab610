package io.lockmeter.engine.export.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;

/** The meters of one value of {@code lock} and {@code kind}. */
final class LockSeries {

  private final Tags tags;
  private final List<Meter> meters = new ArrayList<>();
  private volatile LockState state = LockState.NONE;

  LockSeries(String lock, String kind) {
    tags = Tags.of("lock", lock, "kind", kind);
  }

  LockState state() {
    return state;
  }

  void update(LockState next) {
    state = next;
  }

  void show(MeterRegistry registry) {
    if (meters.isEmpty()) {
      for (LockMeter meter : LockMeter.ALL) {
        meters.add(meter.register(registry, this, tags));
      }
    }
  }

  void hide(MeterRegistry registry) {
    meters.forEach(registry::remove);
    meters.clear();
  }
}
