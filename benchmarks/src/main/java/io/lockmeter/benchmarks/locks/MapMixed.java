package io.lockmeter.benchmarks.locks;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;

/** All threads read in four cases of five, and write in the fifth. */
public class MapMixed extends FilledMap {

  @Benchmark
  public @Nullable Integer getOrPut(Keys keys) {
    return keys.chance(20) ? map.put(keys.any(), Keys.key(1)) : map.get(keys.any());
  }
}
