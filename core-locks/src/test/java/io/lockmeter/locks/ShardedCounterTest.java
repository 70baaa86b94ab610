package io.lockmeter.locks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ShardedCounterTest {

  private static final int THREADS = 8;
  private static final int ROUNDS = 50_000;

  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS + 2);

  @AfterEach
  void stopThreads() throws InterruptedException {
    threads.shutdownNow();
    assertThat(threads.awaitTermination(240, TimeUnit.SECONDS)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void sum_afterAdditionsOfOneThread(int growths) {
    ShardedCounter counter = grown(4, growths);
    counter.increment();
    counter.add(41);
    counter.decrement();
    counter.add(-50);

    assertThat(counter.sum()).isEqualTo(-9);
    assertThat(counter.estimate()).isEqualTo(-9);
    assertThat(counter).hasToString("-9");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void add_wrapsAround(int growths) {
    ShardedCounter counter = grown(2, growths);
    counter.add(Long.MAX_VALUE);
    counter.increment();
    assertThat(counter.sum()).isEqualTo(Long.MIN_VALUE);

    counter.add(Long.MIN_VALUE);
    assertThat(counter.sum()).isZero();
    assertThat(counter.estimate()).isZero();
  }

  @Test
  void number_isTheSum() {
    ShardedCounter counter = grown(2, 1);
    counter.add((1L << 40) + 5);

    assertThat(counter.longValue()).isEqualTo((1L << 40) + 5);
    assertThat(counter.intValue()).isEqualTo(5);
    assertThat(counter.floatValue()).isEqualTo((float) (1L << 40));
    assertThat(counter.doubleValue()).isEqualTo((1L << 40) + 5.0);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void reset_setsToZero(int growths) {
    ShardedCounter counter = grown(2, growths);
    counter.add(7);
    counter.reset();

    assertThat(counter.sum()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 64})
  void sum_afterAdditionsOfManyThreads(int shards) throws Exception {
    ShardedCounter counter = new ShardedCounter(shards);
    onAllThreads(
        () -> {
          for (int i = 0; i < ROUNDS; i++) {
            counter.add(3);
            counter.decrement();
          }
          return null;
        });

    assertThat(counter.sum()).isEqualTo(2L * THREADS * ROUNDS);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 64})
  void sumThenReset_losesNothing(int shards) throws Exception {
    ShardedCounter counter = new ShardedCounter(shards);
    AtomicBoolean over = new AtomicBoolean();
    Callable<Long> takeAll =
        () -> {
          long sum = 0;
          while (!over.get()) {
            sum += counter.sumThenReset();
          }
          return sum;
        };
    Future<Long> taken = threads.submit(takeAll);
    Future<Long> takenBesides = threads.submit(takeAll);
    onAllThreads(
        () -> {
          for (int i = 0; i < ROUNDS; i++) {
            counter.increment();
          }
          return null;
        });
    over.set(true);

    assertThat(taken.get() + takenBesides.get() + counter.sumThenReset())
        .isEqualTo((long) THREADS * ROUNDS);
  }

  /** A reader that has lost its processor is one that has closed the shards and goes no further. */
  @Test
  void add_whileAReaderStopsHalfWay_doesNotWait() {
    ShardedCounter counter = grown(2, 1);
    counter.add(1);
    long[] shards = counter.shards;
    LongShards.close(shards);
    counter.add(10);

    assertThat(counter.estimate()).isEqualTo(11);
    LongShards.open(shards);
    assertThat(counter.sum()).isEqualTo(11);
  }

  @Test
  void add_toShardsThatWereReplaced_isNotLost() {
    ShardedCounter counter = grown(4, 1);
    counter.add(1);
    long[] replaced = counter.shards;
    counter.grow(replaced);

    assertThat(LongShards.add(replaced, 0, 10)).isEqualTo(LongShards.REFUSED);
    assertThat(LongShards.add(replaced, 1, 10)).isEqualTo(LongShards.REFUSED);
    assertThat(counter.sum()).isEqualTo(1);
  }

  @Test
  void shards_growToTheLimitOnly() {
    ShardedCounter counter = new ShardedCounter(3);
    assertThat(counter.shards).isNull();
    for (int expected : new int[] {2, 4, 4}) {
      counter.add(5);
      counter.grow(counter.shards);
      assertThat(LongShards.count(counter.shards)).isEqualTo(expected);
    }

    assertThat(counter.sum()).isEqualTo(15);
  }

  @Test
  void grow_fromShardsThatWereReplaced_doesNothing() {
    ShardedCounter counter = grown(8, 1);
    long[] current = counter.shards;

    assertThat(counter.grow(null)).isSameAs(current);
    assertThat(counter.shards).isSameAs(current);
  }

  @Test
  void add_goesToTheShardOfTheThread() throws Exception {
    ShardedCounter counter = grown(4, 2);
    long[] expected = new long[4];
    for (int i = 0; i < THREADS; i++) {
      TestThread.run(
          () -> {
            expected[Shards.home(Thread.currentThread().getId()) & 3]++;
            counter.increment();
          });
    }

    for (int shard = 0; shard < 4; shard++) {
      long[] alone = Arrays.copyOfRange(counter.shards, 16 * shard, 16 * shard + 16);
      assertThat(LongShards.estimate(alone)).isEqualTo(expected[shard]);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1025, Integer.MAX_VALUE})
  void shards_thatNoCounterCanHave(int shards) {
    assertThatThrownBy(() -> new ShardedCounter(shards))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("shards must be from 1 to 1024, but is " + shards);
  }

  @Test
  void serialization_keepsTheValue() throws Exception {
    ShardedCounter counter = grown(4, 2);
    counter.add(-7);
    counter.grow(counter.shards);
    counter.add(3);
    ShardedCounter copy = Serialization.copyOf(counter);

    assertThat(copy.sum()).isEqualTo(-4);
    copy.increment();
    assertThat(copy.sum()).isEqualTo(-3);
    assertThat(counter.sum()).isEqualTo(-4);
    assertThat(copy).isNotEqualTo(counter);
  }

  private static ShardedCounter grown(int shards, int growths) {
    ShardedCounter counter = new ShardedCounter(shards);
    for (int i = 0; i < growths; i++) {
      counter.grow(counter.shards);
    }
    return counter;
  }

  private void onAllThreads(Callable<?> task) throws Exception {
    CyclicBarrier start = new CyclicBarrier(THREADS);
    List<Future<?>> results = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      results.add(
          threads.submit(
              () -> {
                start.await();
                return task.call();
              }));
    }
    for (Future<?> result : results) {
      result.get();
    }
  }
}
