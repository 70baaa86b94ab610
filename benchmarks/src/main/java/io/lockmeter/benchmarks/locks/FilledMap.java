package io.lockmeter.benchmarks.locks;

import java.util.Map;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What the benchmarks of single keys have in common: one map for all threads. */
@State(Scope.Benchmark)
public abstract class FilledMap extends Throughput {

  @Param({"StripedMap", "ConcurrentHashMap", "synchronizedMap"})
  public String subject;

  Map<Integer, Integer> map;

  @Setup
  public void fill() {
    map = Maps.filled(subject);
  }
}
