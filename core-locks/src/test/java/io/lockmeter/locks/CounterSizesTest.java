package io.lockmeter.locks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 16, 64})
  void grownCounter_isHalfOfAnAdder(int shards) {
    ShardedCounter counter = new ShardedCounter(shards);
    int count = 0;
    while (count < shards) {
      count = LongShards.count(counter.grow(counter.shards));
    }
    long adder = ADDER + 16 + 4L * shards + (long) CELL * shards;

    assertThat(sizeOf(counter)).isLessThanOrEqualTo(adder / 2);
  }

  private static long sizeOf(Object counter) {
    return GraphLayout.parseInstance(counter).totalSize();
  }
}
