package io.lockmeter.engine.instrument.monitor;

import java.util.List;
import java.util.Set;

/**
 * What was done to a class, to be done again whenever it is transformed again: a class may not get
 * back a modifier of its methods, nor lose one, once it is loaded.
 *
 * @param unwrapped methods that {@code synchronized} was taken off, as name and descriptor
 * @param sites numbers of its sites
 */
record RewrittenClass(Set<String> unwrapped, List<Integer> sites) {

  static final RewrittenClass NONE = new RewrittenClass(Set.of(), List.of());
}
