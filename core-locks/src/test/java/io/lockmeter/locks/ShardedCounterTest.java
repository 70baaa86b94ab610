package io.lockmeter.locks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.util.ArrayList;
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

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ShardedCounterTest {

  private static final int THREADS = 8;
  private static final int ROUNDS = 50_000;

  private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);
  private static final int STATE_0 = 16;
  private static final int STATE_1 = 32;
  private static final int VALUE_1 = 33;

  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1);

  @AfterEach
  void stopThreads() throws InterruptedException {
    threads.shutdownNow();
    assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void sum_afterAdditionsOfOneThread() {
    ShardedCounter counter = new ShardedCounter();
    counter.increment();
    counter.add(41);
    counter.decrement();
    counter.add(-50);

    assertThat(counter.sum()).isEqualTo(-9);
    assertThat(counter.estimate()).isEqualTo(-9);
    assertThat(counter).hasToString("-9");
  }

  @Test
  void add_wrapsAround() {
    ShardedCounter counter = new ShardedCounter();
    counter.add(Long.MAX_VALUE);
    counter.increment();

    assertThat(counter.sum()).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void reset_setsToZero() {
    ShardedCounter counter = new ShardedCounter();
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
  @ValueSource(ints = {1, 2})
  void sumThenReset_losesNothing(int shards) throws Exception {
    ShardedCounter counter = new ShardedCounter(shards);
    AtomicBoolean over = new AtomicBoolean();
    Future<Long> taken =
        threads.submit(
            () -> {
              long sum = 0;
              while (!over.get()) {
                sum += counter.sumThenReset();
              }
              return sum;
            });
    onAllThreads(
        () -> {
          for (int i = 0; i < ROUNDS; i++) {
            counter.increment();
          }
          return null;
        });
    over.set(true);

    assertThat(taken.get() + counter.sumThenReset()).isEqualTo((long) THREADS * ROUNDS);
  }

  /** The sum is of the instant at which the last addition under way has ended. */
  @Test
  void sum_waitsForAdditionsUnderWayAndCountsThoseBesideIt() throws Exception {
    ShardedCounter counter = new ShardedCounter(2);
    long[] words = words(counter);
    WORDS.setVolatile(words, STATE_1, 1L);
    Future<Long> sum = threads.submit(counter::sum);
    await().until(() -> (long) WORDS.getVolatile(words, STATE_0) == 1L);
    counter.add(5);
    WORDS.setVolatile(words, VALUE_1, 3L);
    WORDS.setVolatile(words, STATE_1, 0L);

    assertThat(sum.get()).isEqualTo(8);
    assertThat(counter.sum()).isEqualTo(8);
  }

  @Test
  void add_whileEveryShardIsTaken_doesNotWait() throws Exception {
    ShardedCounter counter = new ShardedCounter(2);
    counter.add(1);
    long[] words = words(counter);
    words[STATE_0] = 1;
    words[STATE_1] = 1;
    counter.add(10);

    assertThat(counter.estimate()).isEqualTo(11);
    words[STATE_0] = 0;
    words[STATE_1] = 0;
    assertThat(counter.sum()).isEqualTo(11);
  }

  @Test
  void threadsOfConsecutiveIds_startOnDifferentShards() throws Exception {
    ShardedCounter counter = new ShardedCounter(4);
    onAllThreads(
        () -> {
          counter.increment();
          return null;
        });
    long[] words = words(counter);
    int used = 0;
    for (int shard = 0; shard < 4; shard++) {
      used += words[(shard + 1) * 16 + 1] > 0 ? 1 : 0;
    }

    assertThat(used).isGreaterThanOrEqualTo(2);
  }

  private static long[] words(ShardedCounter counter) throws ReflectiveOperationException {
    Field words = ShardedCounter.class.getDeclaredField("words");
    words.setAccessible(true);
    return (long[]) words.get(counter);
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
