package io.lockmeter.engine.analyze;

import java.util.List;

/**
 * A call on the way to a place in the code where threads waited, or made others wait.
 *
 * @param site class, method and line of the call
 * @param waitNanos estimated wait that came this way, in nanoseconds
 * @param callers the calls that led here in turn, most wait first
 */
public record CallerSnapshot(String site, long waitNanos, List<CallerSnapshot> callers) {}
