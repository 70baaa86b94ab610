package io.lockmeter.locks;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** {@link ShardedCounters} for one reader at a time, with the mistakes that it avoids. */
final class FaultyCounters {

  private final long[][] shards = {SumsShard.allocate(2), SumsShard.allocate(2)};
  private final AtomicReference<long[]> overflow = new AtomicReference<>(new long[2]);

  void add(int home, long amount0, long amount1) {
    long[] shard = shards[home];
    if (SumsShard.tryTake(shard)) {
      shard[SumsShard.FIRST] += amount0;
      shard[SumsShard.FIRST + 1] += amount1;
      SumsShard.free(shard);
    } else {
      overflow.updateAndGet(sums -> new long[] {sums[0] + amount0, sums[1] + amount1});
    }
  }

  List<Long> snapshotOfOpenShards() {
    return sum(overflow.get());
  }

  List<Long> snapshotOfOverflowFirst() {
    long[] rest = overflow.get();
    for (long[] shard : shards) {
      SumsShard.take(shard);
    }
    List<Long> snapshot = sum(rest);
    for (long[] shard : shards) {
      SumsShard.free(shard);
    }
    return snapshot;
  }

  private List<Long> sum(long[] rest) {
    return List.of(
        rest[0] + shards[0][SumsShard.FIRST] + shards[1][SumsShard.FIRST],
        rest[1] + shards[0][SumsShard.FIRST + 1] + shards[1][SumsShard.FIRST + 1]);
  }
}
