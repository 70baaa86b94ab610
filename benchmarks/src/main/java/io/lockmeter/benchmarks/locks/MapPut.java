package io.lockmeter.benchmarks.locks;

import org.openjdk.jmh.annotations.Benchmark;

/** All threads write keys that are present. */
public class MapPut extends FilledMap {

  @Benchmark
  public Integer put(Keys keys) {
    return map.put(keys.any(), Keys.key(1));
  }
}
