package io.lockmeter.locks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.lockmeter.locks.RetryPolicy.Exhausted;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

  private static final Duration PAUSE = Duration.ofNanos(1);

  @Test
  void badNumbers_areRefusedByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RetryPolicy(0, PAUSE, Exhausted.LOCK))
        .withMessage("maxAttempts must be at least 1: 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RetryPolicy(1, Duration.ofNanos(-1), Exhausted.LOCK))
        .withMessage("maxPause must be from zero to PT1S: PT-0.000000001S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RetryPolicy(1, Duration.ofSeconds(1, 1), Exhausted.LOCK))
        .withMessage("maxPause must be from zero to PT1S: PT1.000000001S");
    assertThatNullPointerException()
        .isThrownBy(() -> new RetryPolicy(1, null, Exhausted.LOCK))
        .withMessage("maxPause");
    assertThatNullPointerException()
        .isThrownBy(() -> new RetryPolicy(1, PAUSE, null))
        .withMessage("exhausted");
  }

  @Test
  void pauses_keepTheInterruptStatus() {
    RetryPolicy policy = new RetryPolicy(Integer.MAX_VALUE, Duration.ofSeconds(1), Exhausted.LOCK);
    Thread.currentThread().interrupt();
    for (int attempt = 1; attempt <= 100; attempt++) {
      policy.pauseAfter(attempt);
    }

    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void lastAttempt_isFollowedByNoPause() {
    RetryPolicy policy = new RetryPolicy(40, Duration.ofSeconds(1), Exhausted.LOCK);

    assertThat(policy.pausesAfter(39)).isTrue();
    assertThat(policy.pausesAfter(40)).isFalse();
    assertThat(new RetryPolicy(40, Duration.ZERO, Exhausted.LOCK).pausesAfter(1)).isFalse();
  }

  @Test
  void parks_doubleUpToTheLongestPause() {
    RetryPolicy policy = new RetryPolicy(Integer.MAX_VALUE, Duration.ofMillis(1), Exhausted.LOCK);

    assertThat(policy.longestParkAfter(5)).isEqualTo(2_000);
    assertThat(policy.longestParkAfter(6)).isEqualTo(4_000);
    assertThat(policy.longestParkAfter(13)).isEqualTo(512_000);
    assertThat(policy.longestParkAfter(14)).isEqualTo(1_000_000);
    assertThat(policy.longestParkAfter(Integer.MAX_VALUE)).isEqualTo(1_000_000);
  }

  @Test
  void laterAttempts_areFollowedByParking() throws Exception {
    RetryPolicy policy = new RetryPolicy(Integer.MAX_VALUE, Duration.ofSeconds(1), Exhausted.LOCK);
    TestThread thread =
        TestThread.startAndAwaitParked(
            () -> {
              while (!Thread.currentThread().isInterrupted()) {
                policy.pauseAfter(40);
              }
            });
    thread.interrupt();
    thread.join();
  }
}
