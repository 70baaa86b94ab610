package io.lockmeter.locks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jol.info.GraphLayout;

@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StripedLocksTest {

  private static final int THREADS = 4;
  private static final int ROUNDS = 20_000;
  private static final Duration LONG = Duration.ofDays(1);

  private final StripedLocks locks = new StripedLocks(8);
  private final List<Integer> keys = keysOfDifferentStripes();
  private final ReentrantLock lowest = lockOf(keys.get(0));
  private final ReentrantLock highest = lockOf(keys.get(7));
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  @AfterEach
  void stopThreads() throws InterruptedException {
    threads.shutdownNow();
    assertThat(threads.awaitTermination(240, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void get_givesEqualKeysOneLock() {
    assertThat(locks.get(List.of("a", 1000))).isSameAs(locks.get(Arrays.asList("a", 1000)));
    assertThat(keys).hasSize(8);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8, 64, 4096, 1 << 16, 1 << 20})
  void keysAtEqualDistances_areSpreadEvenly(int distance) {
    Striping striping = new Striping(8);
    int[] keysOfStripe = new int[8];
    for (int i = 0; i < 800; i++) {
      keysOfStripe[striping.of(i * distance)]++;
    }

    assertThat(Arrays.stream(keysOfStripe).max().orElseThrow()).isLessThan(150);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 65537, Integer.MIN_VALUE, Integer.MAX_VALUE})
  void constructor_refusesSizes(int stripes) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StripedLocks(stripes))
        .withMessage("stripes must be from 1 to 65536, but is " + stripes);
  }

  @Test
  void constructor_roundsUpToAPowerOfTwo() {
    assertThat(new StripedLocks(1).stripes()).isEqualTo(1);
    assertThat(new StripedLocks(5).stripes()).isEqualTo(8);
    assertThat(new StripedLocks(64).stripes()).isEqualTo(64);
  }

  @Test
  void name_isAsGiven() {
    StripedLocks named = new StripedLocks(2, true, "accounts");
    assertThat(named.name()).contains("accounts");
    assertThat(named).hasToString("accounts[2]");
    assertThat(locks.name()).isEmpty();
    assertThat(locks).hasToString("StripedLocks[8]");
    assertThatNullPointerException().isThrownBy(() -> new StripedLocks(2, true, null));
  }

  @Test
  void fair_makesFairLocks() {
    assertThat(((ReentrantLock) new StripedLocks(1, true).get("key")).isFair()).isTrue();
    assertThat(lowest.isFair()).isFalse();
  }

  @Test
  void nulls_areRefused() {
    assertThatNullPointerException().isThrownBy(() -> locks.get(null)).withMessage("key");
    assertThatNullPointerException().isThrownBy(() -> locks.acquireAll(null));
    assertThatNullPointerException()
        .isThrownBy(() -> locks.acquireAll(Arrays.asList(keys.get(0), null)));
    assertThatNullPointerException().isThrownBy(() -> locks.tryAcquireAll(keys, null));
    assertNoneIsHeld();
  }

  @Test
  void acquireAll_takesEachLockOnce() {
    List<Integer> repeated = new ArrayList<>(keys);
    repeated.addAll(keys);
    try (StripedLocks.Held held = locks.acquireAll(repeated)) {
      assertThat(held).isNotNull();
      assertThat(keys).allMatch(key -> lockOf(key).getHoldCount() == 1);
    }
    assertNoneIsHeld();
  }

  @Test
  void acquireAll_ofNoKeys() {
    locks.acquireAll(List.of()).close();
    assertNoneIsHeld();
  }

  @Test
  void acquireAll_takesLowerStripesFirst() throws Exception {
    List<Integer> descending = new ArrayList<>(keys);
    Collections.reverse(descending);
    highest.lock();
    Future<?> other = threads.submit(() -> locks.acquireAll(descending).close());
    Eventually.until(highest::hasQueuedThreads);

    assertThat(keys.subList(0, 7)).allMatch(key -> lockOf(key).isLocked());
    highest.unlock();
    other.get();

    lowest.lock();
    other = threads.submit(() -> locks.acquireAll(descending).close());
    Eventually.until(lowest::hasQueuedThreads);

    assertThat(keys.subList(1, 8)).noneMatch(key -> lockOf(key).isLocked());
    lowest.unlock();
    other.get();
    assertNoneIsHeld();
  }

  @Test
  void acquireAllInterruptibly_interrupted_givesAllBack() throws Exception {
    highest.lock();
    CountDownLatch done = new CountDownLatch(1);
    Thread other =
        new Thread(
            () -> {
              assertThatThrownBy(() -> locks.acquireAllInterruptibly(keys))
                  .isInstanceOf(InterruptedException.class);
              done.countDown();
            });
    other.start();
    Eventually.until(() -> highest.hasQueuedThread(other));
    other.interrupt();
    done.await();

    highest.unlock();
    assertNoneIsHeld();
  }

  @Test
  void interruptedBefore_takesNone() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> locks.acquireAllInterruptibly(keys))
        .isInstanceOf(InterruptedException.class);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> locks.tryAcquireAll(keys, LONG))
        .isInstanceOf(InterruptedException.class);
    assertNoneIsHeld();
  }

  @Test
  void acquireAll_isNotInterrupted() {
    Thread.currentThread().interrupt();
    locks.acquireAll(keys).close();

    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void tryAcquireAll_takesAllOrNone() throws Exception {
    try (StripedLocks.Held held = locks.acquireAll(keys.subList(7, 8))) {
      assertThat(held).isNotNull();
      Future<Optional<StripedLocks.Held>> other =
          threads.submit(() -> locks.tryAcquireAll(keys, Duration.ofMillis(20)));
      assertThat(other.get()).isEmpty();
      other = threads.submit(() -> locks.tryAcquireAll(keys, Duration.ZERO));
      assertThat(other.get()).isEmpty();
      assertThat(keys.subList(0, 7)).noneMatch(key -> lockOf(key).isLocked());
    }
    try (StripedLocks.Held held = locks.tryAcquireAll(keys, LONG).orElseThrow()) {
      assertThat(held).isNotNull();
      assertThat(keys).allMatch(key -> lockOf(key).isHeldByCurrentThread());
    }
    try (StripedLocks.Held held =
        locks.tryAcquireAll(keys, Duration.ofSeconds(Long.MAX_VALUE)).orElseThrow()) {
      assertThat(held).isNotNull();
    }
    assertNoneIsHeld();
  }

  @Test
  void tryAcquireAll_refusesANegativeTimeout() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> locks.tryAcquireAll(keys, Duration.ofMillis(-5)))
        .withMessage("timeout must not be negative, but is PT-0.005S");
    assertNoneIsHeld();
  }

  @Test
  void close_again_doesNothing() {
    try (StripedLocks.Held outer = locks.acquireAll(keys)) {
      assertThat(outer).isNotNull();
      StripedLocks.Held inner = locks.acquireAll(keys);
      inner.close();
      inner.close();
      assertThat(keys).allMatch(key -> lockOf(key).getHoldCount() == 1);
    }
  }

  @Test
  void close_byAnotherThread_isRefused() throws Exception {
    try (StripedLocks.Held held = locks.acquireAll(keys)) {
      Future<?> other = threads.submit(held::close);
      assertThatThrownBy(other::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(IllegalMonitorStateException.class)
          .hasMessageContaining("held by Thread");
      assertThat(keys).allMatch(key -> lockOf(key).isHeldByCurrentThread());
    }
  }

  @Test
  void close_afterALockWasReleasedByHand_releasesTheRest() {
    StripedLocks.Held held = locks.acquireAll(keys);
    highest.unlock();
    assertThatThrownBy(held::close).isInstanceOf(IllegalMonitorStateException.class);

    assertNoneIsHeld();
  }

  @Test
  void overlappingKeys_excludeAndDoNotDeadlock() throws Exception {
    long[] sums = new long[8];
    List<Future<?>> results = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      Random random = new Random(thread);
      results.add(threads.submit(move(sums, random)));
    }
    for (Future<?> result : results) {
      result.get();
    }

    assertThat(Arrays.stream(sums).sum()).isZero();
    assertNoneIsHeld();
  }

  private Callable<?> move(long[] sums, Random random) {
    return () -> {
      for (int i = 0; i < ROUNDS; i++) {
        int from = random.nextInt(8);
        int to = random.nextInt(8);
        try (StripedLocks.Held held =
            i % 3 == 0
                ? locks.tryAcquireAll(List.of(keys.get(from), keys.get(to)), LONG).orElseThrow()
                : locks.acquireAll(List.of(keys.get(from), keys.get(to)))) {
          assertThat(held).isNotNull();
          sums[from] -= i;
          sums[to] += i;
        }
      }
      return null;
    };
  }

  @Test
  void size_is200BytesForEachLock() {
    long one = GraphLayout.parseInstance(new StripedLocks(1)).totalSize();
    long many = GraphLayout.parseInstance(new StripedLocks(65)).totalSize();

    assertThat((many - one) / 127).isLessThanOrEqualTo(204);
  }

  private void assertNoneIsHeld() {
    assertThat(keys).noneMatch(key -> lockOf(key).isLocked());
  }

  private ReentrantLock lockOf(Object key) {
    return (ReentrantLock) locks.get(key);
  }

  /** Keys of the stripes 0 to 7, in that order. */
  private static List<Integer> keysOfDifferentStripes() {
    List<Integer> keys = new ArrayList<>();
    for (int stripe = 0; stripe < 8; stripe++) {
      keys.add(StripedKeys.of(8, stripe));
    }
    return keys;
  }
}
