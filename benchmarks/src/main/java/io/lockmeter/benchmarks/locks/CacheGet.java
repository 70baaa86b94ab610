package io.lockmeter.benchmarks.locks;

import io.lockmeter.locks.ReadMostlyCache;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** All threads read cached values. */
@State(Scope.Benchmark)
public class CacheGet extends Throughput {

  @Param({"ReadMostlyCache", "ConcurrentHashMap", "synchronizedMap"})
  public String subject;

  private UnaryOperator<Integer> cache;

  @Setup
  public void make() {
    Map<Integer, Integer> values = new HashMap<>();
    Maps.fill(values);
    cache =
        switch (subject) {
          case "ReadMostlyCache" -> new ReadMostlyCache<>(values)::get;
          case "ConcurrentHashMap" -> new ConcurrentHashMap<>(values)::get;
          case "synchronizedMap" -> Collections.synchronizedMap(values)::get;
          default -> throw new IllegalArgumentException(subject);
        };
  }

  @Benchmark
  public Integer get(Keys keys) {
    return cache.apply(keys.any());
  }
}
