package io.lockmeter.locks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockLoadTest {

  @Test
  void ratios() {
    LockLoad load = new LockLoad(4, 500_000, 1000, 2000);

    assertThat(load.waitRatio()).isCloseTo(0.25, within(1e-12));
    assertThat(load.utilization()).isCloseTo(0.5, within(1e-12));
    assertThat(load.meanThinkNanos()).isCloseTo(5000, within(1e-9));
    assertThat(load.holdVariation()).isEqualTo(1);
    assertThat(load.sameKeyProbability()).isZero();
  }

  @Test
  void meanThinkNanos_isNotNegative() {
    assertThat(new LockLoad(4, 1_000_000, 1000, 3010).meanThinkNanos()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 1, 1, 1, 0, threads is 0.0",
    "100001, 1, 1, 1, 1, 0, threads is 100001.0",
    "1, 0, 1, 1, 1, 0, acquisitionsPerSecond is 0.0",
    "1, NaN, 1, 1, 1, 0, acquisitionsPerSecond is NaN",
    "1, 1, -1, 1, 1, 0, meanHoldNanos is -1.0",
    "1, 1, Infinity, 1, 1, 0, meanHoldNanos is Infinity",
    "1, 1, 1, -1, 1, 0, meanWaitNanos is -1.0",
    "1, 1, 1, 1, -1, 0, holdVariation is -1.0",
    "1, 1, 1, 1, 1, 1.1, sameKeyProbability is 1.1",
    "1, 1, 1, 1, 1, -0.1, sameKeyProbability is -0.1",
  })
  void values_thatCannotBeMeasured(
      int threads,
      double perSecond,
      double hold,
      double wait,
      double variation,
      double sameKey,
      String message) {
    assertThatThrownBy(() -> new LockLoad(threads, perSecond, hold, wait, variation, sameKey))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message + ", which cannot be measured");
  }
}
