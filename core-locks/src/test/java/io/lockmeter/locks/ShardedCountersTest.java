package io.lockmeter.locks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ShardedCountersTest {

  private static final int THREADS = 8;
  private static final int ROUNDS = 50_000;

  private final ShardedCounters counters = new ShardedCounters(3, 2);

  @Test
  void snapshot_hasAllUpdates() {
    counters.add(0, 5);
    counters.grow(counters.shards);
    counters.add(1, -7, 2, 9);
    counters.add(2, 1, 2, 1);
    counters.add(new long[] {1, 2, 3});

    assertThat(counters.snapshot()).containsExactly(6, -5, 14);
    assertThat(counters).hasToString("[6, -5, 14]");
  }

  @Test
  void snapshot_intoAnArrayOverwritesIt() {
    counters.add(1, 4);
    long[] target = {9, 9, 9};
    counters.snapshot(target);

    assertThat(target).containsExactly(0, 4, 0);
  }

  @Test
  void snapshotThenReset_setsToZero() {
    counters.add(1, 4);
    long[] target = new long[3];
    counters.snapshotThenReset(target);

    assertThat(target).containsExactly(0, 4, 0);
    assertThat(counters.snapshotThenReset()).containsOnly(0);
  }

  @Test
  void add_wrapsAround() {
    counters.add(0, Long.MAX_VALUE, 0, 1);

    assertThat(counters.snapshot()).containsExactly(Long.MIN_VALUE, 0, 0);
  }

  @Test
  void add_doesNotKeepTheArray() {
    SumsShard.take(counters.shards[0]);
    SumsShard.take(counters.grow(counters.shards)[1]);
    long[] amounts = {1, 2, 3};
    counters.add(amounts);
    amounts[0] = 100;
    SumsShard.free(counters.shards[0]);
    SumsShard.free(counters.shards[1]);

    assertThat(counters.snapshot()).containsExactly(1, 2, 3);
  }

  /** A reader or adder that has lost its processor is one that has taken shards. */
  @Test
  void add_whileEveryShardIsTaken_doesNotWait() {
    counters.add(0, 1);
    for (long[] shard : counters.grow(counters.shards)) {
      SumsShard.take(shard);
    }
    counters.add(0, 10);
    counters.add(1, 20, 1, 5);
    counters.add(new long[] {100, 200, 300});
    for (long[] shard : counters.shards) {
      SumsShard.free(shard);
    }

    assertThat(counters.snapshotThenReset()).containsExactly(111, 225, 300);
    assertThat(counters.snapshot()).containsOnly(0);
  }

  /** The snapshot is of the instant at which the last update under way has ended. */
  @Test
  void snapshot_waitsForUpdatesUnderWayAndCountsThoseBesideIt() throws Exception {
    long[][] shards = counters.grow(counters.shards);
    SumsShard.take(shards[1]);
    FutureTask<long[]> snapshot = new FutureTask<>(counters::snapshot);
    Thread reader = new Thread(snapshot);
    reader.start();
    Eventually.until(() -> reader.getState() == Thread.State.TIMED_WAITING);
    counters.add(0, 5, 1, 6);
    shards[1][SumsShard.FIRST] += 3;
    SumsShard.free(shards[1]);

    assertThat(snapshot.get()).containsExactly(8, 6, 0);
    assertThat(counters.snapshot()).containsExactly(8, 6, 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 64})
  void snapshotThenReset_losesAndTearsNothing(int shards) throws Exception {
    ShardedCounters shared = new ShardedCounters(2, shards);
    AtomicBoolean over = new AtomicBoolean();
    List<long[]> torn = Collections.synchronizedList(new ArrayList<>());
    FutureTask<Long> reader =
        new FutureTask<>(
            () -> {
              long sum = 0;
              long[] target = new long[2];
              while (!over.get()) {
                shared.snapshotThenReset(target);
                sum += target[0];
                if (target[1] != -3 * target[0]) {
                  torn.add(target.clone());
                }
              }
              return sum;
            });
    new Thread(reader).start();
    onAllThreads(() -> shared.add(0, 1, 1, -3));
    over.set(true);

    assertThat(reader.get() + shared.snapshotThenReset()[0]).isEqualTo((long) THREADS * ROUNDS);
    assertThat(torn).isEmpty();
  }

  @Test
  void shards_growToTheLimitOnly() {
    ShardedCounters shared = new ShardedCounters(1, 3);
    for (int expected : new int[] {2, 4, 4}) {
      shared.add(0, 5);
      assertThat(shared.grow(shared.shards)).hasNumberOfRows(expected);
    }

    assertThat(shared.snapshot()).containsExactly(15);
  }

  @Test
  void grow_fromShardsThatWereReplaced_doesNothing() {
    long[][] replaced = counters.shards;
    long[][] current = counters.grow(replaced);

    assertThat(counters.grow(replaced)).isSameAs(current);
  }

  @Test
  void badInput_changesNothing() {
    assertThatThrownBy(() -> counters.add(3, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> counters.add(-1, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> counters.add(0, 1, 3, 1))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessageContaining("3");
    assertThatThrownBy(() -> counters.add(new long[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("amounts must have 3 elements, but has 2");
    assertThatThrownBy(() -> counters.snapshot(new long[4]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("target must have 3 elements, but has 4");
    assertThatThrownBy(() -> counters.snapshotThenReset(new long[4]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> counters.add(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("amounts");

    assertThat(counters.snapshot()).containsOnly(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1025})
  void sizes_thatNoCountersCanHave(int size) {
    assertThatThrownBy(() -> new ShardedCounters(size))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("sums must be from 1 to 1024, but is " + size);
    assertThatThrownBy(() -> new ShardedCounters(1, size))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("shards must be from 1 to 1024, but is " + size);
  }

  private static void onAllThreads(Runnable update) throws InterruptedException {
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  start.await();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
                for (int j = 0; j < ROUNDS; j++) {
                  update.run();
                }
              });
      threads.add(thread);
      thread.start();
    }
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
