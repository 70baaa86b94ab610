package io.lockmeter.locks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A stack that overflows in the middle of an update does not leave it half done. In JVMs of their
 * own, because it is a matter of chance which methods are compiled already in one that compiles as
 * it goes.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CounterStackOverflowTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Xint",
        "-Xcomp -XX:TieredStopAtLevel=1 -XX:CompileCommand=compileonly,io.lockmeter.*::*",
        "-Xcomp -XX:-TieredCompilation -XX:CompileCommand=compileonly,io.lockmeter.*::*",
      })
  void countersWorkAfterwards(String options) throws Exception {
    List<String> printed =
        ChildJvm.linesOf(Overflows.class, Arrays.asList(options.split(" ", -1))).stream()
            .filter(line -> line.startsWith(Overflows.RESULT))
            .toList();

    assertThat(printed)
        .hasSize(Overflows.PADDINGS)
        .containsOnly(Overflows.RESULT + "[true, true, true]");
  }

  /**
   * Prints for frames of several sizes below the updates whether the shard was left free, the sums
   * fit together, and the counter has counted all updates but for the last one.
   */
  static final class Overflows {

    static final String RESULT = "after the overflow ";
    static final int PADDINGS = 8;

    private static final int STACK = 256 * 1024;

    private long depth;

    private Overflows() {}

    public static void main(String[] args) throws InterruptedException {
      for (int padding = 0; padding < PADDINGS; padding++) {
        System.out.println(RESULT + Arrays.toString(new Overflows().run(padding)));
      }
    }

    private boolean[] run(int padding) throws InterruptedException {
      ShardedCounters counters = new ShardedCounters(2, 1);
      ShardedCounter counter = new ShardedCounter(2);
      counter.grow(null);
      onSmallStack(() -> counters.add(0, 1, 1, -1), padding);
      long[] shard = counters.shards[0];
      boolean free = SumsShard.tryTake(shard);
      SumsShard.free(shard);
      long[] sums = counters.snapshot();
      boolean fit = sums[0] > 0 && sums[0] == -sums[1];
      onSmallStack(counter::increment, padding);
      long uncounted = depth - counter.sum();
      return new boolean[] {free, fit, uncounted == 0 || uncounted == 1};
    }

    private void onSmallStack(Runnable update, int padding) throws InterruptedException {
      depth = 0;
      Thread thread =
          new Thread(
              null,
              () -> {
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
}
