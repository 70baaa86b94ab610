package io.lockmeter.locks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
  void lastAttempt_isFollowedByNoPause() throws Exception {
    RetryPolicy policy = new RetryPolicy(40, Duration.ofSeconds(1), Exhausted.LOCK);
    assertThatThrownBy(() -> TestThread.startAndAwaitParked(() -> policy.pauseAfter(40)))
        .hasMessageContaining("ended instead of waiting");
    TestThread thread = TestThread.startAndAwaitParked(() -> policy.pauseAfter(39));
    thread.interrupt();
    thread.join();
  }
}
