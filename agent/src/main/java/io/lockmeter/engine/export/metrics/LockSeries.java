package io.lockmeter.engine.export.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The meters of one value of {@code lock} and {@code kind}. */
final class LockSeries {

  private final Tags tags;
  private final List<Meter> meters = new ArrayList<>();
  private boolean shown;
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

  /** Registers the meters, but for those that the program has registered itself under that name. */
  void show(MeterRegistry registry) {
    if (shown) {
      return;
    }
    shown = true;
    Set<String> taken = RegistryMembers.names(registry, tags);
    for (LockMeter meter : LockMeter.ALL) {
      if (!taken.contains(meter.name())) {
        add(meter, registry);
      }
    }
  }

  private void add(LockMeter meter, MeterRegistry registry) {
    try {
      meters.add(meter.register(registry, this, tags));
    } catch (RuntimeException e) {
      RegistryMembers.remove(registry, meter.name(), tags);
      throw e;
    }
  }

  void hide(MeterRegistry registry) {
    meters.forEach(registry::remove);
    meters.clear();
    shown = false;
  }
}
