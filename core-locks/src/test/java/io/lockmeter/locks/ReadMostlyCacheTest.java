package io.lockmeter.locks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class ReadMostlyCacheTest {

  private final ReadMostlyCache<String, Integer> cache = new ReadMostlyCache<>();
  private final AtomicInteger loads = new AtomicInteger();
  private final CountDownLatch loading = new CountDownLatch(1);
  private final CountDownLatch mayLoad = new CountDownLatch(1);

  /** Loads 1, once {@link #mayLoad}. */
  private final Function<String, Integer> slow =
      key -> {
        loads.incrementAndGet();
        loading.countDown();
        try {
          mayLoad.await();
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
        return 1;
      };

  private TestThread startSlowLoad(int expected) throws InterruptedException {
    TestThread loader =
        TestThread.start(() -> assertThat(cache.computeIfAbsent("a", slow)).isEqualTo(expected));
    loading.await();
    return loader;
  }

  @Test
  void keepsWhatIsPut() {
    assertThat(cache.get("a")).isNull();
    assertThat(cache.put("a", 1)).isNull();
    assertThat(cache.put("a", 2)).isEqualTo(1);
    assertThat(cache.get("a")).isEqualTo(2);
    assertThat(cache.size()).isEqualTo(1);
    assertThat(cache).hasToString("{a=2}");
    assertThat(cache.invalidate("b")).isNull();
    assertThat(cache.invalidate("a")).isEqualTo(2);
    assertThat(cache.get("a")).isNull();
    cache.putAll(Map.of("a", 1, "b", 2));
    assertThat(cache.size()).isEqualTo(2);
    cache.invalidateAll();
    assertThat(cache.size()).isZero();
  }

  @Test
  void computeIfAbsent_loadsOnceForAll() throws Exception {
    List<TestThread> waiters = new ArrayList<>();
    TestThread loader = startSlowLoad(1);
    for (int i = 0; i < 4; i++) {
      waiters.add(
          TestThread.startAndAwaitParked(
              () -> assertThat(cache.computeIfAbsent("a", slow)).isEqualTo(1)));
    }
    mayLoad.countDown();
    loader.join();
    for (TestThread waiter : waiters) {
      waiter.join();
    }

    assertThat(cache.computeIfAbsent("a", slow)).isEqualTo(1);
    assertThat(loads).hasValue(1);
  }

  @Test
  void load_holdsUpNobodyElse() throws Exception {
    TestThread loader = startSlowLoad(1);
    assertThat(cache.get("a")).isNull();
    assertThat(cache.put("b", 2)).isNull();
    assertThat(cache.computeIfAbsent("c", key -> 3)).isEqualTo(3);
    mayLoad.countDown();
    loader.join();

    assertThat(cache).hasToString("{a=1, b=2, c=3}");
  }

  @Test
  void loaderThatThrows_leavesTheCacheAsItWas_andTheNextOneLoads() throws Exception {
    TestThread failing =
        TestThread.start(
            () ->
                assertThatThrownBy(
                        () ->
                            cache.computeIfAbsent(
                                "a",
                                key -> {
                                  slow.apply(key);
                                  throw new IllegalArgumentException("no " + key);
                                }))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("no a"));
    loading.await();
    TestThread next =
        TestThread.startAndAwaitParked(
            () -> assertThat(cache.computeIfAbsent("a", key -> 2)).isEqualTo(2));
    mayLoad.countDown();
    failing.join();
    next.join();

    assertThat(cache.get("a")).isEqualTo(2);
  }

  @Test
  void loaderThatGivesNull_storesNothing() {
    assertThat(cache.computeIfAbsent("a", key -> null)).isNull();
    assertThat(cache.size()).isZero();

    assertThat(cache.computeIfAbsent("a", key -> 1)).isEqualTo(1);
  }

  @Test
  void mapThatRefusesTheLoadedValue_isNotInTheWayOfTheNextLoad() {
    ReadMostlyCache<String, Integer> refusing = new ReadMostlyCache<>(Map.of());
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> refusing.computeIfAbsent("a", key -> 1))
          .isInstanceOf(UnsupportedOperationException.class);
    }

    assertThatThrownBy(() -> refusing.put("a", 1))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(refusing.get("a")).isNull();
  }

  @Test
  void loaderThatNeedsItsOwnResult_isRefused() {
    assertThatThrownBy(
            () ->
                cache.computeIfAbsent(
                    "a",
                    a -> cache.computeIfAbsent("b", b -> cache.computeIfAbsent("a", key -> 1))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the loader of key a needs its own result");
    assertThat(cache.size()).isZero();

    assertThat(cache.computeIfAbsent("a", a -> cache.computeIfAbsent("b", b -> 2) - 1)).isOne();
    assertThat(cache).hasToString("{a=1, b=2}");
  }

  @Test
  void loadersThatNeedOneAnother_areRefused_ratherThanWaitingForEver() throws Exception {
    CountDownLatch bothLoad = new CountDownLatch(2);
    AtomicInteger refused = new AtomicInteger();
    List<TestThread> loaders = new ArrayList<>();
    for (String[] keys : new String[][] {{"a", "b"}, {"b", "a"}}) {
      loaders.add(
          TestThread.start(
              () -> {
                try {
                  cache.computeIfAbsent(
                      keys[0],
                      key -> {
                        bothLoad.countDown();
                        awaitUnchecked(bothLoad);
                        return cache.computeIfAbsent(keys[1], other -> 5);
                      });
                } catch (IllegalStateException e) {
                  refused.incrementAndGet();
                }
              }));
    }
    for (TestThread loader : loaders) {
      loader.join();
    }

    assertThat(refused).hasValue(1);
    assertThat(cache).hasToString("{a=5, b=5}");
  }

  private static void awaitUnchecked(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void valueThatIsPutDuringItsLoad_isKept() throws Exception {
    TestThread loader = startSlowLoad(7);
    cache.put("a", 7);
    mayLoad.countDown();
    loader.join();

    assertThat(cache.get("a")).isEqualTo(7);
  }

  @Test
  void valueThatIsInvalidatedDuringItsLoad_isNotStored() throws Exception {
    TestThread loader = startSlowLoad(1);
    assertThat(cache.invalidate("a")).isNull();
    assertThat(cache.computeIfAbsent("a", key -> 2)).isEqualTo(2);
    assertThat(cache.invalidate("a")).isEqualTo(2);
    mayLoad.countDown();
    loader.join();

    assertThat(cache.get("a")).isNull();
  }

  @Test
  void waiterOfALoadThatIsInvalidated_loadsItself() throws Exception {
    TestThread loader = startSlowLoad(1);
    TestThread waiter =
        TestThread.startAndAwaitParked(
            () -> assertThat(cache.computeIfAbsent("a", key -> 2)).isEqualTo(2));
    cache.invalidateAll();
    waiter.join();
    cache.invalidateAll();
    mayLoad.countDown();
    loader.join();

    assertThat(cache.size()).isZero();
  }

  @Test
  void waiterForALoad_keepsItsInterrupt() throws Exception {
    TestThread loader = startSlowLoad(1);
    TestThread waiter =
        TestThread.startAndAwaitParked(
            () -> {
              assertThat(cache.computeIfAbsent("a", slow)).isEqualTo(1);
              assertThat(Thread.interrupted()).isTrue();
            });
    waiter.interrupt();
    mayLoad.countDown();
    loader.join();
    waiter.join();
  }

  @Test
  void read_seesTheMapAtOneMoment_andMayNotChangeIt() {
    TreeMap<String, Integer> sorted = new TreeMap<>(Map.of("a", 1, "c", 3));
    ReadMostlyCache<String, Integer> overSorted = new ReadMostlyCache<>(sorted);
    assertThat(overSorted.<Integer>read(map -> map.get("a") + overSorted.get("c"))).isEqualTo(4);
    assertThatThrownBy(() -> overSorted.read(map -> map.put("b", 2)))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> overSorted.read(map -> overSorted.put("b", 2)))
        .isInstanceOf(IllegalMonitorStateException.class);
    assertThatThrownBy(() -> overSorted.read(map -> overSorted.computeIfAbsent("b", key -> 2)))
        .isInstanceOf(IllegalMonitorStateException.class);

    assertThat(sorted).containsExactly(Map.entry("a", 1), Map.entry("c", 3));
    assertThat(overSorted.put("b", 2)).isNull();
  }

  @Test
  void manyThreads_seeSeveralKeysChangeAtOnce() throws Exception {
    cache.putAll(Map.of("a", 0, "b", 0));
    List<TestThread> threads = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      threads.add(
          TestThread.start(
              () -> {
                for (int k = 0; k < 3_000; k++) {
                  Map<String, Integer> seen = cache.read(HashMap::new);
                  assertThat(seen.get("a")).isEqualTo(seen.get("b"));
                }
              }));
    }
    for (int i = 1; i <= 1_000; i++) {
      cache.putAll(Map.of("a", i, "b", i));
    }
    for (TestThread thread : threads) {
      thread.join();
    }

    assertThat(cache).hasToString("{a=1000, b=1000}");
  }

  @Test
  void badInput_isRefused_andChangesNothing() {
    Map<String, Integer> withNull = new HashMap<>();
    withNull.put("x", 1);
    withNull.put("y", null);
    assertThatNullPointerException().isThrownBy(() -> cache.get(null)).withMessage("key");
    assertThatNullPointerException().isThrownBy(() -> cache.put(null, 1)).withMessage("key");
    assertThatNullPointerException().isThrownBy(() -> cache.put("a", null)).withMessage("value");
    assertThatNullPointerException().isThrownBy(() -> cache.putAll(null)).withMessage("values");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cache.putAll(withNull))
        .withMessage("null key or value: y=null");
    assertThatNullPointerException().isThrownBy(() -> cache.invalidate(null)).withMessage("key");
    assertThatNullPointerException()
        .isThrownBy(() -> cache.computeIfAbsent(null, key -> 1))
        .withMessage("key");
    assertThatNullPointerException()
        .isThrownBy(() -> cache.computeIfAbsent("a", null))
        .withMessage("loader");
    assertThatNullPointerException().isThrownBy(() -> cache.read(null)).withMessage("function");
    assertThatNullPointerException()
        .isThrownBy(() -> new ReadMostlyCache<>(null))
        .withMessage("map");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReadMostlyCache<>(withNull))
        .withMessage("null key or value: y=null");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReadMostlyCache<>(new WeakHashMap<>()))
        .withMessage("map must not change when it is read: WeakHashMap");

    assertThat(cache.size()).isZero();
  }
}
