package io.lockmeter.engine.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NewLockSamplerTest {

  private static final long SECOND = 1_000_000_000L;

  private final NewLockSampler sampler = new NewLockSampler();
  private long now = 1;
  private int chosen;

  private long weights(int draws, long spacingNanos) {
    long total = 0;
    chosen = 0;
    for (int i = 0; i < draws; i++) {
      now += spacingNanos;
      int weight = sampler.draw(now);
      total += weight;
      chosen += weight == 0 ? 0 : 1;
    }
    return total;
  }

  @Test
  void eachLockIsChosen_atFirst() {
    assertThat(weights(NewLockSampler.BURST, 1)).isEqualTo(NewLockSampler.BURST);
    assertThat(chosen).isEqualTo(NewLockSampler.BURST);
  }

  @Test
  void eachLockIsChosen_whereNewOnesAreRare() {
    weights(10_000, 100_000);
    weights(1_000, SECOND / 10);
    assertThat(weights(1_000, SECOND / 10)).isEqualTo(1_000);
    assertThat(chosen).isEqualTo(1_000);
  }

  @Test
  void aFewStandForAll_whereNewOnesAreMany() {
    weights(10_000, SECOND / 1_000);
    int draws = 1_000_000;
    // Some 20,000 are chosen: relative standard error below 0.5 %.
    assertThat((double) weights(draws, SECOND / 1_000) / draws).isCloseTo(1.0, within(0.02));
    assertThat(chosen).isLessThan(2 * NewLockSampler.PER_SECOND * draws / 1_000);
  }
}
