package io.lockmeter.benchmarks.locks;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;

/** All threads read keys that are present. */
public class MapGet extends FilledMap {

  @Benchmark
  public @Nullable Integer get(Keys keys) {
    return map.get(keys.any());
  }
}
