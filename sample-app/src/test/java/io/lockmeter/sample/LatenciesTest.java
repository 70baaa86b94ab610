package io.lockmeter.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatenciesTest {

  @Test
  void percentile_ofThousandsFromTwoThreads() {
    Latencies even = new Latencies();
    Latencies odd = new Latencies();
    for (int i = 2_000; i >= 1; i--) {
      even.add(2L * i);
      odd.add(2L * i - 1);
    }
    Latencies all = Latencies.merge(List.of(even, odd));

    assertThat(all.count()).isEqualTo(4_000);
    assertThat(all.percentile(50)).isEqualTo(Duration.ofNanos(2_000));
    assertThat(all.percentile(99)).isEqualTo(Duration.ofNanos(3_960));
    assertThat(all.percentile(100)).isEqualTo(Duration.ofNanos(4_000));
  }

  @Test
  void percentile_ofNothing_isZero() {
    assertThat(Latencies.merge(List.of()).percentile(99)).isZero();
  }
}
