package io.lockmeter.engine.export.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** One of the meters that each lock has. */
record LockMeter(
    boolean counter,
    String name,
    @Nullable String unit,
    String description,
    ToDoubleFunction<LockState> value) {

  static final List<LockMeter> ALL =
      List.of(
          counter(
              "lockmeter.wait",
              "seconds",
              "Time that threads waited for the lock, waits in flight included",
              state -> seconds(state.totals().waitNanos())),
          counter(
              "lockmeter.execution",
              "seconds",
              "Time in which the threads that attempted the lock were not idle",
              state -> seconds(state.totals().executionNanos())),
          counter(
              "lockmeter.contended",
              null,
              "Attempts to acquire the lock that had to wait, abandoned ones included",
              state -> state.totals().contended()),
          counter(
              "lockmeter.acquisitions",
              null,
              "Estimated acquisitions of the lock, contended and not",
              state -> state.totals().acquisitions()),
          counter(
              "lockmeter.hold",
              "seconds",
              "Estimated time for which the lock was held",
              state -> seconds(state.totals().holdNanos())),
          counter(
              "lockmeter.abandoned",
              null,
              "Waits for the lock that timed out or were interrupted",
              state -> state.totals().abandoned()),
          gauge(
              "lockmeter.wait.max",
              "seconds",
              "Longest single wait for the lock",
              state -> seconds(state.waitMaxNanos())),
          gauge("lockmeter.waiters", null, "Threads waiting for the lock now", LockState::waiters),
          gauge(
              "lockmeter.wait.ratio",
              null,
              "Wait divided by execution time over the last window, 0 to 1; not to be averaged",
              LockState::ratio),
          gauge(
              "lockmeter.flagged",
              null,
              "1 while the lock is over the limit of the wait ratio",
              state -> state.flagged() ? 1 : 0));

  Meter register(MeterRegistry registry, LockSeries series, Tags tags) {
    ToDoubleFunction<LockSeries> read = shown -> value.applyAsDouble(shown.state());
    return counter
        ? FunctionCounter.builder(name, series, read)
            .baseUnit(unit)
            .description(description)
            .tags(tags)
            .register(registry)
        : Gauge.builder(name, series, read)
            .baseUnit(unit)
            .description(description)
            .tags(tags)
            .register(registry);
  }

  private static LockMeter counter(
      String name, @Nullable String unit, String description, ToDoubleFunction<LockState> value) {
    return new LockMeter(true, name, unit, description, value);
  }

  private static LockMeter gauge(
      String name, @Nullable String unit, String description, ToDoubleFunction<LockState> value) {
    return new LockMeter(false, name, unit, description, value);
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }
}
