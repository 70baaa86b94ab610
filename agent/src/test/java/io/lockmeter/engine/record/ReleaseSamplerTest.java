package io.lockmeter.engine.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.bootstrap.ReleaseTicks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReleaseSamplerTest {

  private static final int SLOT = 77;

  private final ReleaseSampler sampler = new ReleaseSampler();
  private long now = 1_000_000_000;
  private boolean every;

  @AfterEach
  void noteTheNext() {
    ReleaseTicks.skip(SLOT, 0);
  }

  private int noted(int releases, long spacingNanos) {
    int noted = 0;
    for (int i = 0; i < releases; i++) {
      now += spacingNanos;
      if (ReleaseTicks.tick(SLOT)) {
        every = sampler.noted(SLOT, now);
        noted++;
      }
    }
    return noted;
  }

  @Test
  void everyReleaseIsNoted_whileTheyAreFarApart() {
    assertThat(noted(1_000, 20_000)).isEqualTo(1_000);
    assertThat(every).isTrue();
  }

  @Test
  void oneInManyIsNoted_whereTheyComeFast_andEachAgainLater() {
    noted(10_000, 100);
    assertThat(every).isFalse();
    // Gaps are at most twice the largest interval.
    assertThat(noted(100_000, 100)).isBetween(100_000 / (2 * ReleaseSampler.MAX_INTERVAL), 10_000);
    noted(1_000, 100_000);
    assertThat(every).isTrue();
    assertThat(noted(1_000, 100_000)).isEqualTo(1_000);
  }
}
