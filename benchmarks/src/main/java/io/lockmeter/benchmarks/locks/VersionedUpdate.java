package io.lockmeter.benchmarks.locks;

import static java.util.Objects.requireNonNull;

import io.lockmeter.locks.VersionedMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** All threads replace values by ones computed from them, of one key or of many. */
@State(Scope.Benchmark)
public class VersionedUpdate extends Throughput {

  @Param({"VersionedMap", "ConcurrentHashMap", "OneLock"})
  public String subject;

  @Param({"1", "1024"})
  public int keys;

  private Consumer<Integer> update;

  @Setup
  public void make() {
    update =
        switch (subject) {
          case "VersionedMap" -> versioned();
          case "ConcurrentHashMap" -> concurrent();
          case "OneLock" -> oneLock();
          default -> throw new IllegalArgumentException(subject);
        };
  }

  @Benchmark
  public void update(Keys random) {
    update.accept(random.anyOf(keys));
  }

  private static Integer next(Integer value) {
    return Keys.key((value + 1) % Keys.COUNT);
  }

  private static Consumer<Integer> versioned() {
    VersionedMap<Integer, Integer> map = new VersionedMap<>();
    for (int key = 0; key < Keys.COUNT; key++) {
      map.put(Keys.key(key), Keys.key(key));
    }
    return key -> map.update(key, value -> next(value));
  }

  private static Consumer<Integer> concurrent() {
    Map<Integer, Integer> map = new ConcurrentHashMap<>();
    Maps.fill(map);
    return key -> map.compute(key, (unused, value) -> next(value));
  }

  private static Consumer<Integer> oneLock() {
    Map<Integer, Integer> map = new HashMap<>();
    Maps.fill(map);
    Lock lock = new ReentrantLock();
    return key -> {
      lock.lock();
      try {
        map.put(key, next(requireNonNull(map.get(key))));
      } finally {
        lock.unlock();
      }
    };
  }
}
