package io.lockmeter.locks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stack that overflows in the middle of an update does not leave it half done. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CounterStackOverflowTest {

  private static final int STACK = 256 * 1024;

  private long depth;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
  void countersWorkAfterwards(int padding) throws InterruptedException {
    ShardedCounters counters = new ShardedCounters(2, 1);
    ShardedCounter counter = new ShardedCounter(2);
    counter.grow(null);
    onSmallStack(() -> counters.add(0, 1, 1, -1), padding);
    onSmallStack(counter::increment, padding);

    long[] sums = counters.snapshot();
    assertThat(sums[0]).isPositive().isEqualTo(-sums[1]);
    assertThat(counter.sum()).isBetween(depth - 1, depth);
  }

  private void onSmallStack(Runnable update, int padding) throws InterruptedException {
    Thread thread =
        new Thread(
            null,
            () -> {
              depth = 0;
              try {
                pad(update, padding);
              } catch (StackOverflowError e) {
                // Expected.
              }
            },
            "small stack",
            STACK);
    thread.start();
    thread.join();
  }

  private void pad(Runnable update, int padding) {
    if (padding > 0) {
      pad(update, padding - 1);
    } else {
      recurse(update);
    }
  }

  private void recurse(Runnable update) {
    depth++;
    update.run();
    recurse(update);
  }
}
