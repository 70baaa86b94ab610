package io.lockmeter.engine.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lockmeter.bootstrap.LockProbe;
import io.lockmeter.bootstrap.SampleStripe;
import org.junit.jupiter.api.Test;

class AcquisitionSamplerTest {

  private static long sampled(long threadId, int acquisitions, long spacingNanos) {
    long now = 1;
    long total = 0;
    for (int i = 0; i < acquisitions; i++) {
      now += spacingNanos;
      if (LockProbe.tick(threadId)) {
        total += AcquisitionSampler.draw(LockProbe.stripe(threadId), now);
      }
    }
    return total;
  }

  @Test
  void everyAcquisitionIsDrawn_whenTheyAreRare() {
    assertThat(sampled(1, 1_000, 1_000_000)).isEqualTo(1_000);
  }

  @Test
  void weightedSum_isUnbiased_whenTheyAreFrequent() {
    long total = 0;
    int loops = 50;
    int acquisitions = 200_000;
    for (int i = 0; i < loops; i++) {
      total += sampled(10 + i, acquisitions, 10);
    }
    // Gaps are uniform on 1..511: about 40,000 draws, relative standard error below 0.3 %.
    assertThat((double) total / loops / acquisitions).isCloseTo(1.0, within(0.015));
  }

  @Test
  void interval_growsAndShrinksWithTheRate() {
    SampleStripe stripe = LockProbe.stripe(3);
    sampled(3, 100_000, 10);
    assertThat(stripe.interval).isEqualTo(AcquisitionSampler.MAX_INTERVAL);
    sampled(3, 10_000, 1_000_000);
    assertThat(stripe.interval).isEqualTo(1);
  }
}
