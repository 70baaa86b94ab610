package io.lockmeter.benchmarks.locks;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** All threads read in four cases of five, and write in the fifth. */
@State(Scope.Benchmark)
public class MapMixed extends Throughput {

  @Param({"StripedMap", "ConcurrentHashMap", "synchronizedMap"})
  public String subject;

  private Map<Integer, Integer> map;

  @Setup
  public void fill() {
    map = Maps.filled(subject);
  }

  @Benchmark
  public @Nullable Integer getOrPut(Keys keys) {
    return keys.chance(20) ? map.put(keys.any(), Keys.key(1)) : map.get(keys.any());
  }
}
