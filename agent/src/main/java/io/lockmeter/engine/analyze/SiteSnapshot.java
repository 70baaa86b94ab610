package io.lockmeter.engine.analyze;

/**
 * What one place in the code waited for a lock.
 *
 * @param site class, method and line, as in {@code com.acme.Foo.bar:42}
 * @param contended estimated contended acquisitions from there
 * @param waitNanos estimated wait, in nanoseconds; the sites of a lock add up to its wait
 */
public record SiteSnapshot(String site, long contended, long waitNanos) {}
