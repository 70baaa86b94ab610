package io.lockmeter.engine.analyze;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the last windows said of a lock.
 *
 * @param flaggedSince end of the window that flagged it, or null while it is not flagged
 * @param ratios wait ratios of the last complete windows, oldest first; the last belongs to the
 *     last of {@link ProfileSnapshot#windowEnds}; empty for a lock whose windows are not kept
 */
public record LockHistory(@Nullable Instant flaggedSince, List<Double> ratios) {

  /** No window yet. */
  public static final LockHistory NONE = new LockHistory(null, List.of());
}
