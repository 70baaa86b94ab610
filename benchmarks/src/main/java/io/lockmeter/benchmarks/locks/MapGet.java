package io.lockmeter.benchmarks.locks;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** All threads read keys that are present. */
@State(Scope.Benchmark)
public class MapGet extends Throughput {

  @Param({"StripedMap", "ConcurrentHashMap", "synchronizedMap"})
  public String subject;

  private Map<Integer, Integer> map;

  @Setup
  public void fill() {
    map = Maps.filled(subject);
  }

  @Benchmark
  public @Nullable Integer get(Keys keys) {
    return map.get(keys.any());
  }
}
