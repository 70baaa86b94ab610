package io.lockmeter.engine.export.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** What was not recorded, by reason. */
final class DroppedCounters {

  private final Map<String, AtomicLong> counts = new HashMap<>();
  private final List<Meter> meters = new ArrayList<>();

  void update(Map<String, Long> dropped, MeterRegistry registry) {
    dropped.forEach(
        (reason, count) ->
            counts
                .computeIfAbsent(reason, key -> register(key, registry))
                .accumulateAndGet(count, Math::max));
  }

  private AtomicLong register(String reason, MeterRegistry registry) {
    AtomicLong count = new AtomicLong();
    meters.add(
        FunctionCounter.builder("lockmeter.dropped", count, AtomicLong::doubleValue)
            .description("What was not recorded, by reason")
            .tag("reason", reason)
            .register(registry));
    return count;
  }

  void hide(MeterRegistry registry) {
    meters.forEach(registry::remove);
    meters.clear();
    counts.clear();
  }
}
