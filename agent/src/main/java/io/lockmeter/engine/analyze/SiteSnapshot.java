package io.lockmeter.engine.analyze;

import java.util.List;

/**
 * What one place in the code waited for a lock.
 *
 * @param site class, method and line, as in {@code com.acme.Foo.bar:42}
 * @param contended estimated contended acquisitions from there
 * @param waitNanos estimated wait, in nanoseconds; the sites of a lock add up to its wait
 * @param callers who called that place, most wait first; what samples tell, so they may add up to
 *     less
 */
public record SiteSnapshot(
    String site, long contended, long waitNanos, List<CallerSnapshot> callers) {

  /** One without callers. */
  public SiteSnapshot(String site, long contended, long waitNanos) {
    this(site, contended, waitNanos, List.of());
  }
}
