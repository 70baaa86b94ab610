package io.lockmeter.locks;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/** {@link ShardedCounter} for one reader at a time, with the mistakes that it avoids. */
final class FaultyCounter {

  private final AtomicLong base = new AtomicLong();
  private volatile long[] shards = LongShards.allocate(2);

  void add(int home, long amount) {
    if (LongShards.add(shards, home, amount) != LongShards.ADDED) {
      base.getAndAdd(amount);
    }
  }

  long sum() {
    long[] current = shards;
    long sum = LongShards.close(current) + base.get();
    LongShards.open(current);
    return sum;
  }

  void growWithoutClosing() {
    long[] current = shards;
    if (LongShards.count(current) == 2) {
      shards = Arrays.copyOf(current, 2 * current.length);
    }
  }

  long sumOfBaseFirst() {
    long sum = base.get() + LongShards.close(shards);
    LongShards.open(shards);
    return sum;
  }

  long sumThenResetWithoutClosing() {
    long sum = LongShards.estimate(shards);
    LongShards.zero(shards);
    LongShards.open(shards);
    return sum + base.getAndSet(0);
  }
}
