package io.lockmeter.engine.export.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The registries that a composite one passes meters on to. */
final class RegistryMembers {

  private RegistryMembers() {}

  static Set<MeterRegistry> of(MeterRegistry registry) {
    return registry instanceof CompositeMeterRegistry composite
        ? composite.getRegistries()
        : Collections.emptySet();
  }

  /** The names of the meters with {@code tags} that somebody else has registered with a member. */
  static Set<String> names(MeterRegistry registry, Tags tags) {
    List<Tag> wanted = tags.stream().toList();
    Set<String> names = new HashSet<>();
    for (MeterRegistry member : of(registry)) {
      for (Meter meter : member.getMeters()) {
        if (meter.getId().getTags().containsAll(wanted)) {
          names.add(meter.getId().getName());
        }
      }
    }
    return names;
  }

  /** Takes out what members have taken in before one of them refused it. */
  static void remove(MeterRegistry registry, String name, Tags tags) {
    for (MeterRegistry member : of(registry)) {
      member.find(name).tags(tags).meters().forEach(member::remove);
    }
  }
}
