package io.lockmeter.locks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jol.info.GraphLayout;

/** Sizes in bytes, with all that belongs to a counter. */
class CounterSizesTest {

  /** What jol-core finds for a {@code LongAdder} of no cell, with the array, and for each cell. */
  private static final int ADDER = 32;

  private static final int CELL = 280;

  @Test
  void freshCounters() {
    assertThat(sizeOf(new ShardedCounter())).isLessThanOrEqualTo(48);
    assertThat(sizeOf(new LockFreeCounter())).isLessThanOrEqualTo(40);
    assertThat(sizeOf(new ShardedCounters(2))).isLessThanOrEqualTo(256);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 16, 64})
  void grownCounter_isHalfOfAnAdder(int shards) {
    ShardedCounter counter = new ShardedCounter(shards);
    int count = 0;
    while (count < shards) {
      count = LongShards.count(counter.grow(counter.shards));
    }

    assertThat(sizeOf(counter)).isLessThanOrEqualTo(adder(shards) / 2);
  }

  @ParameterizedTest
  @CsvSource({"1, 2", "2, 2", "2, 64", "10, 4"})
  void grownCounters_areSmallerThanAnAdderAndAWordForEachMoreSum(int sums, int shards) {
    ShardedCounters counters = new ShardedCounters(sums, shards);
    int count = 0;
    while (count < shards) {
      count = counters.grow(counters.shards).length;
    }

    assertThat(sizeOf(counters)).isLessThanOrEqualTo(adder(shards) + (sums - 1) * 8L * shards);
  }

  private static long adder(int cells) {
    return ADDER + 16 + 4L * cells + (long) CELL * cells;
  }

  private static long sizeOf(Object counter) {
    return GraphLayout.parseInstance(counter).totalSize();
  }
}
