package io.lockmeter.locks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LockFreeCounterTest {

  private final LockFreeCounter counter = new LockFreeCounter();

  @Test
  void updates_returnTheSumTheyMade() {
    assertThat(counter.incrementAndGet()).isEqualTo(1);
    assertThat(counter.addAndGet(-5)).isEqualTo(-4);
    assertThat(counter.decrementAndGet()).isEqualTo(-5);
    counter.add(2);
    counter.increment();
    counter.decrement();

    assertThat(counter.sum()).isEqualTo(-3);
    assertThat(counter.estimate()).isEqualTo(-3);
    assertThat(counter).hasToString("-3");
  }

  @Test
  void compareAndSet_onlyFromWhatIsExpected() {
    assertThat(counter.compareAndSet(1, 9)).isFalse();
    assertThat(counter.sum()).isZero();
    assertThat(counter.compareAndSet(0, 9)).isTrue();
    assertThat(counter.sum()).isEqualTo(9);
  }

  @Test
  void sumThenReset_returnsWhatWasThere() {
    counter.add(7);
    assertThat(counter.sumThenReset()).isEqualTo(7);
    assertThat(counter.sum()).isZero();
  }

  @Test
  void addAndGet_wrapsAround() {
    counter.add(Long.MAX_VALUE);
    assertThat(counter.incrementAndGet()).isEqualTo(Long.MIN_VALUE);
  }
}
