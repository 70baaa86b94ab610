package io.lockmeter.engine.export.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class EventLimiterTest {

  private final AtomicLong clock = new AtomicLong(1);
  private final EventLimiter limiter = new EventLimiter(3, clock::get);

  @Test
  void letsTheLimitThroughInEachSecondAndCountsTheRest() {
    assertThat(acquired(5)).isEqualTo(3);
    clock.set(TimeUnit.SECONDS.toNanos(1));
    assertThat(acquired(4)).isEqualTo(3);
    clock.set(TimeUnit.SECONDS.toNanos(9));
    assertThat(acquired(2)).isEqualTo(2);
    assertThat(limiter.suppressed()).isEqualTo(3);
  }

  @Test
  void losesNoneBetweenThreads() throws Exception {
    EventLimiter shared = new EventLimiter(1000, clock::get);
    AtomicInteger passed = new AtomicInteger();
    CountDownLatch start = new CountDownLatch(1);
    Thread[] threads = new Thread[4];
    for (int i = 0; i < threads.length; i++) {
      threads[i] =
          new Thread(
              () -> {
                await(start);
                for (int n = 0; n < 500; n++) {
                  if (shared.tryAcquire()) {
                    passed.incrementAndGet();
                  }
                }
              });
      threads[i].start();
    }
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(passed).hasValue(1000);
    assertThat(shared.suppressed()).isEqualTo(1000);
  }

  private int acquired(int attempts) {
    int acquired = 0;
    for (int i = 0; i < attempts; i++) {
      if (limiter.tryAcquire()) {
        acquired++;
      }
    }
    return acquired;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
