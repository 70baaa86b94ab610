package io.lockmeter.locks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class HoldTotalsTest {

  private final HoldTotals totals = new HoldTotals();

  private int hold(long nanos) {
    int weight = totals.draw();
    if (weight > 0) {
      totals.ended(nanos, weight);
    }
    return weight;
  }

  @Test
  void firstHolds_areAllMeasured() {
    for (int i = 1; i <= 16; i++) {
      assertThat(hold(1_000)).isEqualTo(1);
      assertThat(totals.nanos()).isEqualTo(1_000L * i);
    }
  }

  @Test
  void samples_standForAllButTheLastFewHolds() {
    int measured = 0;
    for (long holds = 1; holds <= 100_000; holds++) {
      measured += hold(1) > 0 ? 1 : 0;
      assertThat(totals.nanos()).isBetween(holds - Math.min(127, holds / 8), holds);
    }

    assertThat(measured).isBetween(100_000 / 128, 100_000 / 32);
  }

  @Test
  void firstHoldThatIsSlow_countsOnce() {
    hold(50_000_000);
    for (int i = 0; i < 10_000; i++) {
      hold(100);
    }

    assertThat(totals.nanos()).isCloseTo(51_000_000, within(100L * 128));
  }

  @Test
  void programWithAPeriod_isSampledFairly() {
    long exact = 0;
    for (int i = 0; i < 1_000_000; i++) {
      long nanos = i % 64 == 0 ? 10_000 : 100;
      exact += nanos;
      hold(nanos);
    }

    assertThat(totals.nanos()).isCloseTo(exact, Percentage.withPercentage(50));
  }
}
