package io.lockmeter.locks;

import org.jspecify.annotations.Nullable;

/** An update of a {@link VersionedMap} met other updates of its key at each of its attempts. */
public final class OptimisticConflictException extends RuntimeException {

  private static final long serialVersionUID = 1;

  // A key need not be serializable.
  private final transient @Nullable Object key;

  private final int attempts;

  OptimisticConflictException(Object key, int attempts) {
    super("key " + key + " was changed by others during each of " + attempts + " attempts");
    this.key = key;
    this.attempts = attempts;
  }

  /** The key that was to be updated; null once this exception was serialized. */
  public @Nullable Object key() {
    return key;
  }

  /** How often the update was tried. */
  public int attempts() {
    return attempts;
  }
}
