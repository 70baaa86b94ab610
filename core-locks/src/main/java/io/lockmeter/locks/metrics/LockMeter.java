package io.lockmeter.locks.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** One of the meters that each name has. Names and units are those of the agent. */
record LockMeter(
    boolean counter,
    String name,
    @Nullable String unit,
    String description,
    ToDoubleFunction<Totals> value) {

  static final List<LockMeter> ALL =
      List.of(
          counter(
              "lockmeter.wait",
              "seconds",
              "Time that threads waited for the lock, in waits that have ended",
              totals -> seconds(totals.waitNanos())),
          counter(
              "lockmeter.contended",
              null,
              "Attempts to acquire the lock that had to wait, abandoned ones included",
              Totals::contended),
          counter(
              "lockmeter.acquisitions",
              null,
              "Acquisitions of the lock, contended and not",
              Totals::acquisitions),
          counter(
              "lockmeter.hold",
              "seconds",
              "Estimated time for which the lock was held",
              totals -> seconds(totals.holdNanos())),
          counter(
              "lockmeter.abandoned",
              null,
              "Waits for the lock that timed out or were interrupted",
              Totals::abandoned),
          new LockMeter(
              false,
              "lockmeter.wait.max",
              "seconds",
              "Longest single wait for the lock",
              totals -> seconds(totals.waitMaxNanos())));

  void register(MeterRegistry registry, LockSeries series, Tags tags) {
    // Registries warn about meters that are registered again.
    if (registry.find(name).tags(tags).meter() != null) {
      return;
    }
    ToDoubleFunction<LockSeries> read = shown -> value.applyAsDouble(shown.totals());
    if (counter) {
      FunctionCounter.builder(name, series, read)
          .baseUnit(unit)
          .description(description)
          .tags(tags)
          .register(registry);
    } else {
      Gauge.builder(name, series, read)
          .baseUnit(unit)
          .description(description)
          .tags(tags)
          .register(registry);
    }
  }

  private static LockMeter counter(
      String name, @Nullable String unit, String description, ToDoubleFunction<Totals> value) {
    return new LockMeter(true, name, unit, description, value);
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }
}
