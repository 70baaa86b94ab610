package io.lockmeter.benchmarks.locks;

import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** All threads write keys that are present. */
@State(Scope.Benchmark)
public class MapPut extends Throughput {

  @Param({"StripedMap", "ConcurrentHashMap", "synchronizedMap"})
  public String subject;

  private Map<Integer, Integer> map;

  @Setup
  public void fill() {
    map = Maps.filled(subject);
  }

  @Benchmark
  public Integer put(Keys keys) {
    return map.put(keys.any(), Keys.key(1));
  }
}
