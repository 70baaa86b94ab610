package io.lockmeter.locks;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The highest version that was removed, for each of a fixed number of groups of keys. Thread-safe.
 */
final class RemovedVersions {

  static final int STRIPES = 64;

  private static final int GOLDEN_RATIO = 0x9E3779B9;

  private final AtomicLongArray highest = new AtomicLongArray(STRIPES);

  void add(Object key, long version) {
    highest.accumulateAndGet(stripe(key), version, Math::max);
  }

  long highest(Object key) {
    return highest.get(stripe(key));
  }

  private static int stripe(Object key) {
    return (key.hashCode() * GOLDEN_RATIO)
        >>> (Integer.SIZE - Integer.numberOfTrailingZeros(STRIPES));
  }
}
