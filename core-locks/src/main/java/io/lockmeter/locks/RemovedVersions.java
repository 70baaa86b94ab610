package io.lockmeter.locks;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The highest version that was removed, for each of a fixed number of groups of keys. Thread-safe.
 */
final class RemovedVersions {

  static final int STRIPES = 64;

  private static final Striping STRIPING = new Striping(STRIPES);

  private final AtomicLongArray highest = new AtomicLongArray(STRIPES);

  void add(Object key, long version) {
    highest.accumulateAndGet(STRIPING.of(key), version, Math::max);
  }

  long highest(Object key) {
    return highest.get(STRIPING.of(key));
  }
}
