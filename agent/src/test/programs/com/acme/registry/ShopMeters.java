package com.acme.registry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.function.ToDoubleFunction;

/** The part of an application that has to do with Micrometer. */
public final class ShopMeters {

  private static final MeterRegistry REGISTRY = new SimpleMeterRegistry();

  private ShopMeters() {}

  public static void open() {
    Counter.builder("shop.sales").register(REGISTRY).increment();
    Metrics.addRegistry(REGISTRY);
  }

  /** Lets none of the agent's meters in. */
  public static void openToNobody() {
    REGISTRY.config().meterFilter(MeterFilter.denyNameStartsWith("lockmeter"));
    open();
  }

  /** Gives all meters another name. */
  public static void openUnderOtherNames() {
    REGISTRY
        .config()
        .meterFilter(
            new MeterFilter() {
              @Override
              public Meter.Id map(Meter.Id id) {
                return id.getName().startsWith("shop.") ? id : id.withName("shop." + id.getName());
              }
            });
    open();
  }

  /** Throws at one of the agent's meters. */
  public static void openWithFaults() {
    open();
    Metrics.addRegistry(
        new SimpleMeterRegistry() {
          @Override
          protected <T> FunctionCounter newFunctionCounter(
              Meter.Id id, T state, ToDoubleFunction<T> count) {
            if (id.getName().equals("lockmeter.contended")) {
              throw new IllegalArgumentException("no " + id.getName());
            }
            return super.newFunctionCounter(id, state, count);
          }
        });
  }

  /** The value of one of the agent's counters, or -1. */
  public static double count(String name, String lock, String kind) {
    FunctionCounter counter =
        REGISTRY.find(name).tags("lock", lock, "kind", kind).functionCounter();
    return counter == null ? -1 : counter.count();
  }

  /** How many of the agent's meters there are. */
  public static int meters() {
    int meters = 0;
    for (Meter meter : REGISTRY.getMeters()) {
      meters += meter.getId().getName().contains("lockmeter.") ? 1 : 0;
    }
    for (Meter meter : Metrics.globalRegistry.getMeters()) {
      meters += meter.getId().getName().contains("lockmeter.") ? 1 : 0;
    }
    return meters;
  }

  /** What the application itself counted. */
  public static double sales() {
    return REGISTRY.get("shop.sales").counter().count();
  }
}
