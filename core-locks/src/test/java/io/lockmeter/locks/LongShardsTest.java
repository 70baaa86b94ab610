package io.lockmeter.locks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LongShardsTest {

  private final long[] shards = LongShards.allocate(2);

  @Test
  void add_goesToTheShardOfTheLowBits() {
    LongShards.add(shards, 0, 3);
    LongShards.add(shards, 1, 4);
    LongShards.add(shards, -1, 50);

    assertThat(shards[8]).isEqualTo(2 * 3);
    assertThat(shards[24]).isEqualTo(2 * 54);
    assertThat(LongShards.estimate(shards)).isEqualTo(57);
  }

  @Test
  void closedShards_refuseAdditionsUntilOpened() {
    LongShards.add(shards, 0, -3);
    assertThat(LongShards.close(shards)).isEqualTo(-3);
    assertThat(LongShards.add(shards, 0, 1)).isEqualTo(LongShards.REFUSED);
    assertThat(LongShards.add(shards, 1, 1)).isEqualTo(LongShards.REFUSED);
    assertThat(LongShards.estimate(shards)).isEqualTo(-3);

    LongShards.open(shards);
    assertThat(LongShards.add(shards, 1, 1)).isEqualTo(LongShards.ADDED);
    assertThat(LongShards.close(shards)).isEqualTo(-2);
  }

  @Test
  void open_leavesOpenShardsAlone() {
    LongShards.add(shards, 0, 3);
    LongShards.open(shards);

    assertThat(LongShards.close(shards)).isEqualTo(3);
  }

  @Test
  void zero_staysClosed() {
    LongShards.add(shards, 0, 3);
    LongShards.close(shards);
    LongShards.zero(shards);

    assertThat(LongShards.add(shards, 0, 1)).isEqualTo(LongShards.REFUSED);
    LongShards.open(shards);
    assertThat(LongShards.close(shards)).isZero();
  }

  @Test
  void move_closesAndCopies() {
    LongShards.add(shards, 1, 3);
    long[] others = LongShards.allocate(4);
    LongShards.move(shards, others);

    assertThat(LongShards.add(shards, 1, 1)).isEqualTo(LongShards.REFUSED);
    assertThat(LongShards.add(others, 1, 1)).isEqualTo(LongShards.ADDED);
    assertThat(LongShards.close(others)).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 4611686018427387904",
    "0, -4611686018427387905",
    "0, 9223372036854775807",
    "0, -9223372036854775808",
    "1, 4611686018427387903",
    "-1, -4611686018427387904",
  })
  void add_refusesWhatDoesNotFit(long first, long second) {
    LongShards.add(shards, 0, first);

    assertThat(LongShards.add(shards, 0, second)).isEqualTo(LongShards.REFUSED);
    assertThat(LongShards.close(shards)).isEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource({"4611686018427387903", "-4611686018427387904"})
  void add_takesWhatJustFits(long amount) {
    assertThat(LongShards.add(shards, 0, amount)).isEqualTo(LongShards.ADDED);
    assertThat(LongShards.close(shards)).isEqualTo(amount);
  }
}
