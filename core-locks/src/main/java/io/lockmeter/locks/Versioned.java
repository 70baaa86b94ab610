package io.lockmeter.locks;

import java.util.Objects;

/**
 * A value of a {@link VersionedMap} and its version, which belong together.
 *
 * @param value what was put
 * @param version a positive number; greater for each later value of the same key
 */
public record Versioned<V>(V value, long version) {

  /**
   * @throws IllegalArgumentException if the version is not positive
   */
  public Versioned {
    Objects.requireNonNull(value, "value");
    if (version <= VersionedMap.ABSENT) {
      throw new IllegalArgumentException("version must be positive: " + version);
    }
  }
}
