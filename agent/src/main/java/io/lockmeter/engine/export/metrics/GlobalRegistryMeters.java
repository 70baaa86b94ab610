package io.lockmeter.engine.export.metrics;

import io.lockmeter.engine.analyze.ProfileSource;
import io.lockmeter.engine.export.appregistry.AppMeters;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.WeakHashMap;

/**
 * The meters in {@link Metrics#globalRegistry} of the Micrometer that this class is linked against:
 * in an application, the application's.
 */
public final class GlobalRegistryMeters implements AppMeters {

  private static final Set<String> ALWAYS =
      Set.of("lockmeter.locks.tracked", "lockmeter.locks.flagged", "lockmeter.build.info");

  private final CompositeMeterRegistry registry = Metrics.globalRegistry;
  private final LockMetrics metrics;

  /** Registries that were seen, and whether they were looked at. */
  private final Map<MeterRegistry, Boolean> seen = new WeakHashMap<>();

  private boolean bound;

  /**
   * @throws NoSuchMethodException if this Micrometer is so old that meters cannot be taken out
   */
  public GlobalRegistryMeters(ProfileSource source, int maxLocks, String version, String monitors)
      throws NoSuchMethodException {
    MeterRegistry.class.getMethod("remove", Meter.class);
    metrics = new LockMetrics(source, maxLocks, version, monitors);
  }

  @Override
  public boolean refresh() {
    if (bound) {
      metrics.refresh();
    } else if (!registry.getRegistries().isEmpty()) {
      bound = true;
      metrics.bindTo(registry);
    }
    return bound;
  }

  @Override
  public Set<String> refused() {
    if (!bound) {
      return Collections.emptySet();
    }
    Set<String> refused = new TreeSet<>();
    for (MeterRegistry each : registry.getRegistries()) {
      // At first sight it may just be being added.
      if (Boolean.FALSE.equals(seen.putIfAbsent(each, false))) {
        seen.put(each, true);
        Set<String> missing = new TreeSet<>(ALWAYS);
        each.getMeters().forEach(meter -> missing.remove(meter.getId().getName()));
        refused.addAll(missing);
      }
    }
    return refused;
  }

  @Override
  public void close() {
    metrics.close();
    // A member that refuses one of these does so when the first is registered.
    for (String name : ALWAYS) {
      RegistryMembers.remove(registry, name, Tags.empty());
    }
  }
}
