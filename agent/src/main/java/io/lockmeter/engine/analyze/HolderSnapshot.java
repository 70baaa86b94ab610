package io.lockmeter.engine.analyze;

import java.util.List;

/**
 * How long others waited for a lock that was released at one place in the code.
 *
 * @param site where the release that ended the waits was made
 * @param thread the thread that made the last of them
 * @param waitNanos estimated wait that it ended, in nanoseconds
 * @param callers who called that place, most wait first; what samples tell, so they may add up to
 *     less
 */
public record HolderSnapshot(
    String site, String thread, long waitNanos, List<CallerSnapshot> callers) {

  /** One without callers. */
  public HolderSnapshot(String site, String thread, long waitNanos) {
    this(site, thread, waitNanos, List.of());
  }
}
