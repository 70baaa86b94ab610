package io.lockmeter.engine.export.metrics;

import io.lockmeter.engine.analyze.LockSnapshot;
import io.lockmeter.engine.analyze.ProfileSnapshot;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Chooses the lock names that get series of their own: a fixed number of those that threads waited
 * for, most wait first, and sticky, as series that come and go cost a Prometheus server more than
 * series that stay. Once all places are taken, a name gives way to one that is flagged, unless it
 * is flagged itself, and after ten minutes without a wait to one that waits. Not thread-safe.
 */
final class ExportedNames {

  private static final long IDLE_NANOS = 600_000_000_000L;

  private final int places;
  private final Map<String, Name> names = new HashMap<>();
  private int exported;

  ExportedNames(int places) {
    this.places = places;
  }

  void update(ProfileSnapshot snapshot) {
    Map<String, Name> seen = new LinkedHashMap<>();
    for (LockSnapshot lock : snapshot.locks()) {
      // What has no name of its own has the series of those that are not exported.
      if (lock.contended() == 0 || lock.lock().equals(LockSeriesTable.OTHER)) {
        continue;
      }
      Name name = seen.get(lock.lock());
      if (name == null) {
        name = names.computeIfAbsent(lock.lock(), key -> new Name());
        name.restart();
        seen.put(lock.lock(), name);
      }
      name.add(lock);
    }
    long now = snapshot.uptimeNanos();
    seen.values().forEach(name -> name.finish(now));
    seen.values().stream()
        .filter(name -> !name.exported)
        .sorted(Comparator.comparing((Name name) -> !name.flagged).thenComparing(Name.MOST_WAIT))
        .forEach(name -> admit(name, now));
  }

  boolean contains(String lock) {
    Name name = names.get(lock);
    return name != null && name.exported;
  }

  private void admit(Name name, long now) {
    if (exported < places) {
      name.exported = true;
      exported++;
    } else if (name.flagged || !name.idle(now)) {
      Predicate<Name> mayLeave =
          name.flagged ? other -> !other.flagged : other -> !other.flagged && other.idle(now);
      leastWaiting(mayLeave)
          .ifPresent(
              other -> {
                other.exported = false;
                name.exported = true;
              });
    }
  }

  private Optional<Name> leastWaiting(Predicate<Name> mayLeave) {
    return names.values().stream()
        .filter(name -> name.exported)
        .filter(mayLeave)
        .max(Name.MOST_WAIT);
  }

  /** One lock name with all its kinds. */
  private static final class Name {

    static final Comparator<Name> MOST_WAIT =
        Comparator.comparingLong((Name name) -> name.wait).reversed();

    private long wait;
    private long waitBefore;
    private long lastWaitAt;
    private boolean flagged;
    private boolean exported;

    void restart() {
      wait = 0;
      flagged = false;
    }

    void add(LockSnapshot lock) {
      wait += lock.waitNanos();
      flagged |= lock.flagged();
    }

    void finish(long now) {
      if (wait > waitBefore) {
        waitBefore = wait;
        lastWaitAt = now;
      }
    }

    boolean idle(long now) {
      return now - lastWaitAt >= IDLE_NANOS;
    }
  }
}
