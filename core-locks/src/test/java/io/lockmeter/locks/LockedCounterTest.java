package io.lockmeter.locks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LockedCounterTest {

  @Test
  void sum_afterAdditionsOfManyThreads() throws InterruptedException {
    LockedCounter counter = new LockedCounter();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Thread thread =
          new Thread(
              () -> {
                for (int j = 0; j < 10_000; j++) {
                  counter.add(3);
                  counter.decrement();
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(counter.sum()).isEqualTo(80_000);
    assertThat(counter.estimate()).isEqualTo(80_000);
    assertThat(counter).hasToString("80000");
  }

  @Test
  void sumThenReset_returnsWhatWasThere() {
    LockedCounter counter = new LockedCounter();
    counter.increment();
    counter.add(6);

    assertThat(counter.sumThenReset()).isEqualTo(7);
    assertThat(counter.sum()).isZero();

    counter.increment();
    counter.reset();
    assertThat(counter.sum()).isZero();
  }
}
