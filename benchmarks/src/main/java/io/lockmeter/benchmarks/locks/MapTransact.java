package io.lockmeter.benchmarks.locks;

import static java.util.Objects.requireNonNull;

import com.google.common.util.concurrent.Striped;
import io.lockmeter.locks.StripedMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** All threads swap the values of two keys, as one atomic step. */
@State(Scope.Benchmark)
public class MapTransact extends Throughput {

  @Param({"StripedMap", "GuavaStriped", "OneLock"})
  public String subject;

  private BiConsumer<Integer, Integer> swap;

  @Setup
  public void make() {
    swap =
        switch (subject) {
          case "StripedMap" -> striped();
          case "GuavaStriped" -> guava();
          case "OneLock" -> oneLock();
          default -> throw new IllegalArgumentException(subject);
        };
  }

  @Benchmark
  public void swap(Keys keys) {
    swap.accept(keys.any(), keys.any());
  }

  private static BiConsumer<Integer, Integer> striped() {
    StripedMap<Integer, Integer> map = new StripedMap<>();
    Maps.fill(map);
    return (one, other) ->
        map.transact(
            List.of(one, other),
            transaction -> {
              Integer value = requireNonNull(transaction.get(one));
              transaction.put(one, requireNonNull(transaction.get(other)));
              return transaction.put(other, value);
            });
  }

  private static BiConsumer<Integer, Integer> guava() {
    Map<Integer, Integer> map = new ConcurrentHashMap<>();
    Maps.fill(map);
    Striped<Lock> locks = Striped.lock(4 * Runtime.getRuntime().availableProcessors());
    return (one, other) -> {
      Iterable<Lock> both = locks.bulkGet(List.of(one, other));
      both.forEach(Lock::lock);
      try {
        swap(map, one, other);
      } finally {
        both.forEach(Lock::unlock);
      }
    };
  }

  private static BiConsumer<Integer, Integer> oneLock() {
    Map<Integer, Integer> map = new HashMap<>();
    Maps.fill(map);
    Lock lock = new ReentrantLock();
    return (one, other) -> {
      lock.lock();
      try {
        swap(map, one, other);
      } finally {
        lock.unlock();
      }
    };
  }

  private static void swap(Map<Integer, Integer> map, Integer one, Integer other) {
    Integer value = requireNonNull(map.get(one));
    map.put(one, requireNonNull(map.get(other)));
    map.put(other, value);
  }
}
