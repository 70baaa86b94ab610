package io.lockmeter.locks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShardsTest {

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "3, 4", "5, 8", "64, 64", "1000, 1024", "1024, 1024"})
  void checked_roundsUp(int asked, int given) {
    assertThat(Shards.checked(asked)).isEqualTo(given);
  }

  @Test
  void forThisMachine_isAPowerOfTwoForAllProcessors() {
    int shards = Shards.forThisMachine();
    int processors = Runtime.getRuntime().availableProcessors();

    assertThat(Integer.bitCount(shards)).isOne();
    assertThat(shards).isBetween(Math.min(64, processors), 64);
    assertThat(shards).isLessThan(2 * processors);
  }

  @Test
  void threadsOfConsecutiveIds_startOnDifferentShards() {
    int[] homes = Shards.homes(1024);
    for (int first = 0; first + 8 <= homes.length; first++) {
      assertThat(Arrays.stream(homes, first, first + 8).map(home -> home & 3).distinct().count())
          .as("shards of the threads from id %s on", first)
          .isEqualTo(4);
    }
  }

  @Test
  void move_changesTheShardOfThatThreadOnly() {
    long mover = 1L << 40 | 17;
    int before = Shards.home(mover);
    int other = Shards.home(mover + 1);
    Shards.move(mover);

    assertThat(Shards.home(mover) & 1).isNotEqualTo(before & 1);
    assertThat(Shards.home(mover + 1)).isEqualTo(other);
  }
}
