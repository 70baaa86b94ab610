package io.lockmeter.engine.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StackSpacingTest {

  private static final double MILLIS = 1e6;

  private static double mean(int taken) {
    int times = 10_000;
    double sum = 0;
    for (long now = 0; now < times; now++) {
      sum += StackSpacing.next(now, StackSpacing.PLACE_NANOS, taken) - now;
    }
    return sum / times / MILLIS;
  }

  @Test
  void firstStacks_areAboutAMillisecondApart() {
    assertThat(mean(1)).isCloseTo(1, within(0.05));
    assertThat(mean(StackSpacing.STACKS - 1)).isCloseTo(1, within(0.05));
  }

  @Test
  void laterStacks_areFarther() {
    assertThat(mean(StackSpacing.STACKS)).isCloseTo(2, within(0.1));
    assertThat(mean(Integer.MAX_VALUE)).isCloseTo(64, within(3.0));
  }

  @Test
  void gapsAreIrregular() {
    long gap = StackSpacing.next(1000, StackSpacing.WHOLE_NANOS, 1) - 1000;
    assertThat(StackSpacing.next(1001, StackSpacing.WHOLE_NANOS, 1) - 1001).isNotEqualTo(gap);
  }
}
