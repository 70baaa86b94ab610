package io.lockmeter.engine.cli.recording;

import io.lockmeter.engine.analyze.HolderSnapshot;
import io.lockmeter.engine.analyze.SiteSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;

/**
 * Where threads waited for one lock and who held it: what the agent wrote last, or else what the
 * stacks of the waits that were recorded one by one tell of the rest.
 */
final class RecordedSites {

  /** Events of one moment are written one after the other. */
  private static final Duration SAME_MOMENT = Duration.ofSeconds(1);

  private record Place<T>(Instant at, T snapshot) {}

  private final Map<String, Place<SiteSnapshot>> waited = new LinkedHashMap<>();
  private final Map<String, Place<HolderSnapshot>> held = new LinkedHashMap<>();
  private final Map<String, SiteSnapshot> stacks = new LinkedHashMap<>();

  void add(RecordedEvent event) {
    String site = Fields.text(event, "site");
    long wait = Fields.nanos(event, "waitTime");
    Instant at = event.getStartTime();
    if (Fields.text(event, "role").equals("held")) {
      HolderSnapshot holder = new HolderSnapshot(site, Fields.text(event, "thread"), wait);
      held.merge(site, new Place<>(at, holder), RecordedSites::later);
    } else {
      SiteSnapshot place = new SiteSnapshot(site, event.getLong("contended"), wait);
      waited.merge(site, new Place<>(at, place), RecordedSites::later);
    }
  }

  private static <T> Place<T> later(Place<T> one, Place<T> other) {
    return other.at().isBefore(one.at()) ? one : other;
  }

  void addWait(String site, long nanos) {
    stacks.merge(
        site,
        new SiteSnapshot(site, 1, nanos),
        (one, other) ->
            new SiteSnapshot(
                site, one.contended() + other.contended(), one.waitNanos() + other.waitNanos()));
  }

  /** The sites of a lock with these totals, most wait first. */
  List<SiteSnapshot> sites(long contended, long waitNanos) {
    List<SiteSnapshot> sites = last(waited.values());
    if (sites.isEmpty()) {
      sites = scaled(contended, waitNanos);
    }
    sites.sort(Comparator.comparingLong(SiteSnapshot::waitNanos).reversed());
    return List.copyOf(sites);
  }

  /** Who held the lock, most wait first. */
  List<HolderSnapshot> holders() {
    List<HolderSnapshot> holders = last(held.values());
    holders.sort(Comparator.comparingLong(HolderSnapshot::waitNanos).reversed());
    return List.copyOf(holders);
  }

  private static <T> List<T> last(Collection<Place<T>> places) {
    Instant end = places.stream().map(Place::at).max(Comparator.naturalOrder()).orElse(Instant.MIN);
    List<T> last = new ArrayList<>();
    for (Place<T> place : places) {
      if (!place.at().plus(SAME_MOMENT).isBefore(end)) {
        last.add(place.snapshot());
      }
    }
    return last;
  }

  /** Only long waits are events: their shares stand for all waits. */
  private List<SiteSnapshot> scaled(long contended, long waitNanos) {
    long events = 0;
    long nanos = 0;
    for (SiteSnapshot site : stacks.values()) {
      events += site.contended();
      nanos += site.waitNanos();
    }
    List<SiteSnapshot> sites = new ArrayList<>();
    for (SiteSnapshot site : stacks.values()) {
      sites.add(
          new SiteSnapshot(
              site.site(),
              Math.round((double) site.contended() / events * contended),
              Math.round((double) site.waitNanos() / Math.max(1, nanos) * waitNanos)));
    }
    return sites;
  }
}
