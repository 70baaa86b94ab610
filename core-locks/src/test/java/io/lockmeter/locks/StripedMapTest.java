package io.lockmeter.locks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jol.info.GraphLayout;

@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StripedMapTest {

  private static final int THREADS = 4;
  private static final int ROUNDS = 10_000;
  private static final Duration LONG = Duration.ofDays(1);

  private static final int A = StripedKeys.of(8, 0);
  private static final int B = StripedKeys.of(8, 7);
  private static final int UNUSED = StripedKeys.of(8, 3);

  private final StripedMap<Integer, String> map = new StripedMap<>(8);
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  @AfterEach
  void stopThreads() throws InterruptedException {
    threads.shutdownNow();
    assertThat(threads.awaitTermination(240, TimeUnit.SECONDS)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 65537})
  void constructor_refusesSizes(int stripes) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StripedMap<>(stripes))
        .withMessage("stripes must be from 1 to 65536, but is " + stripes);
  }

  @Test
  void stripesAndName() {
    int processors = Runtime.getRuntime().availableProcessors();

    assertThat(new StripedMap<>().stripes()).isBetween(4 * processors, 8 * processors);
    assertThat(new StripedMap<>(5).stripes()).isEqualTo(8);
    assertThat(new StripedMap<>(5, "accounts").name()).contains("accounts");
    assertThat(map.name()).isEmpty();
    assertThatNullPointerException().isThrownBy(() -> new StripedMap<>(5, null));
  }

  @Test
  void transact_appliesWritesWhenTheBodyReturns() {
    map.put(A, "a");
    String result =
        map.transact(
            List.of(B, A, A),
            txn -> {
              assertThat(txn.get(A)).isEqualTo("a");
              assertThat(txn.put(B, txn.remove(A))).isNull();
              assertThat(txn.get(A)).isNull();
              assertThat(txn.put(B, "b")).isEqualTo("a");
              assertThat(onOtherThread(() -> map.get(A))).isEqualTo("a");
              assertThat(onOtherThread(() -> map.get(B))).isNull();
              return "done";
            });

    assertThat(result).isEqualTo("done");
    assertThat(map).isEqualTo(Map.of(B, "b"));
  }

  @Test
  void transact_withManyKeys() {
    List<Integer> keys = new ArrayList<>();
    for (int key = 0; key < 100; key++) {
      keys.add(key);
      keys.add(key);
    }
    map.<Object>transact(
        keys,
        txn -> {
          keys.forEach(key -> txn.put(key, "new"));
          txn.remove(7);
          return null;
        });

    assertThat(map).hasSize(99).doesNotContainKey(7);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> map.transact(keys, txn -> txn.get(1000)))
        .withMessage("key was not declared for this transaction: 1000");
  }

  @Test
  void transact_withoutKeys() {
    assertThat(map.<Integer>transact(List.of(), txn -> 1)).isEqualTo(1);
  }

  @Test
  void transact_whoseBodyThrows_changesNothing() {
    map.put(A, "a");
    IllegalArgumentException thrown = new IllegalArgumentException("thrown");

    assertThatThrownBy(
            () ->
                map.transact(
                    List.of(A, B),
                    txn -> {
                      txn.remove(A);
                      txn.put(B, "b");
                      throw thrown;
                    }))
        .isSameAs(thrown);
    assertUnchangedAndFree();
  }

  @Test
  void transact_onAnUndeclaredKey_changesNothing() {
    map.put(A, "a");
    for (Consumer<Txn<Integer, String>> use :
        List.<Consumer<Txn<Integer, String>>>of(
            txn -> txn.get(UNUSED), txn -> txn.put(UNUSED, "u"), txn -> txn.remove(UNUSED))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> transactAfterWriting(use))
          .withMessage("key was not declared for this transaction: " + UNUSED);
      assertUnchangedAndFree();
    }
  }

  @Test
  void transact_withNulls_changesNothing() {
    map.put(A, "a");
    for (Consumer<Txn<Integer, String>> use :
        List.<Consumer<Txn<Integer, String>>>of(
            txn -> txn.get(null),
            txn -> txn.put(null, "u"),
            txn -> txn.put(B, null),
            txn -> txn.remove(null))) {
      assertThatNullPointerException().isThrownBy(() -> transactAfterWriting(use));
      assertUnchangedAndFree();
    }
    assertThatNullPointerException().isThrownBy(() -> map.transact(List.of(A), null));
    assertThatNullPointerException().isThrownBy(() -> map.transact(null, txn -> "none"));
    assertThatNullPointerException()
        .isThrownBy(() -> map.transact(Arrays.asList(A, null), txn -> "none"));
    assertThatNullPointerException()
        .isThrownBy(() -> map.tryTransact(List.of(A, B), LONG, txn -> nothing(txn.put(A, "new"))));
    assertUnchangedAndFree();
  }

  private static <T> T nothing(Object ignored) {
    return null;
  }

  private void transactAfterWriting(Consumer<Txn<Integer, String>> use) {
    map.<Object>transact(
        List.of(A, B),
        txn -> {
          txn.remove(A);
          txn.put(B, "b");
          use.accept(txn);
          return null;
        });
  }

  static List<Named<Consumer<StripedMap<Integer, String>>>> reads() {
    return List.of(
        Named.of("get", map -> map.get(A)),
        Named.of("get of an undeclared key", map -> map.get(UNUSED)),
        Named.of("containsKey", map -> map.containsKey(A)),
        Named.of("containsValue", map -> map.containsValue("a")),
        Named.of("getOrDefault", map -> map.getOrDefault(A, "other")),
        Named.of("size", StripedMap::size),
        Named.of("isEmpty", StripedMap::isEmpty),
        Named.of("iterator", map -> map.keySet().iterator()),
        Named.of("forEach", map -> map.forEach((key, value) -> {})),
        Named.of("toString", StripedMap::toString));
  }

  static List<Named<Consumer<StripedMap<Integer, String>>>> writes() {
    return List.of(
        Named.of("put", map -> map.put(A, "new")),
        Named.of("put of an undeclared key", map -> map.put(UNUSED, "new")),
        Named.of("putIfAbsent", map -> map.putIfAbsent(B, "new")),
        Named.of("putAll", map -> map.putAll(Map.of(B, "new"))),
        Named.of("remove", map -> map.remove(A)),
        Named.of("remove of a value", map -> map.remove(A, "a")),
        Named.of("replace", map -> map.replace(A, "new")),
        Named.of("replace of a value", map -> map.replace(A, "a", "new")),
        Named.of("compute", map -> map.compute(UNUSED, (key, value) -> "new")),
        Named.of("computeIfAbsent", map -> map.computeIfAbsent(UNUSED, key -> "new")),
        Named.of("computeIfPresent", map -> map.computeIfPresent(A, (key, value) -> "new")),
        Named.of("merge", map -> map.merge(A, "new", (first, second) -> second)),
        Named.of("clear", StripedMap::clear),
        Named.of("removeIf", map -> map.values().removeIf(value -> true)),
        Named.of("transact", map -> map.transact(List.of(UNUSED), txn -> txn.put(UNUSED, "u"))),
        Named.of("tryTransact", StripedMapTest::tryTransactOnUnused),
        Named.of("replaceAll", map -> map.replaceAll(Map.of(), Map.of(UNUSED, "u"))),
        Named.of("snapshot", StripedMap::snapshot),
        Named.of("exactSize", StripedMap::exactSize));
  }

  private static void tryTransactOnUnused(StripedMap<Integer, String> map) {
    try {
      map.tryTransact(List.of(UNUSED), LONG, txn -> "done");
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @MethodSource({"reads", "writes"})
  void body_mustNotUseTheMap(Consumer<StripedMap<Integer, String>> use) {
    map.put(A, "a");
    assertThatIllegalStateException()
        .isThrownBy(() -> transactAfterWriting(txn -> use.accept(map)))
        .withMessage("the body of a transaction must not use the map itself");
    assertUnchangedAndFree();
  }

  @ParameterizedTest
  @MethodSource("writes")
  void function_mustNotChangeTheMap(Consumer<StripedMap<Integer, String>> use) {
    map.put(A, "a");
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                map.compute(
                    B,
                    (key, value) -> {
                      use.accept(map);
                      return "b";
                    }))
        .withMessage("a function given to the map must not change the map");
    assertUnchangedAndFree();
  }

  @ParameterizedTest
  @MethodSource("reads")
  void function_mayReadTheMap(Consumer<StripedMap<Integer, String>> use) {
    map.put(A, "a");
    map.computeIfAbsent(
        B,
        key -> {
          use.accept(map);
          return null;
        });
    assertUnchangedAndFree();
  }

  /** The reader holds a lock that the transaction, which holds that of A, waits for. */
  @Test
  void function_readsBesideATransactionThatWaitsForItsStripe() throws Exception {
    map.put(A, "a");
    List<Future<?>> transaction = new ArrayList<>();
    map.compute(
        B,
        (key, value) -> {
          transaction.add(
              threads.submit(() -> map.transact(List.of(A, B), txn -> txn.put(A, "new"))));
          Eventually.until(() -> map.stripe(A).lock.isWriteLocked());
          assertThat(map.get(A)).isEqualTo("a");
          return "b";
        });
    transaction.get(0).get();

    assertThat(map).isEqualTo(Map.of(A, "new", B, "b"));
  }

  @Test
  void functionOfOneMap_mayChangeAnother() {
    StripedMap<Integer, String> other = new StripedMap<>(8);
    map.compute(A, (key, value) -> other.put(A, "b") == null ? other.get(A) : null);

    assertThat(map).containsEntry(A, "b");
    map.transact(List.of(A), txn -> other.put(A, "c") + txn.put(A, "d"));
    assertThat(map).containsEntry(A, "d");
    assertThat(other).containsEntry(A, "c");
  }

  @Test
  void function_thatThrows_changesNothing() {
    map.put(A, "a");
    IllegalArgumentException thrown = new IllegalArgumentException("thrown");
    Function<Object, String> thrower =
        key -> {
          throw thrown;
        };
    for (Runnable call :
        List.<Runnable>of(
            () -> map.compute(A, (key, value) -> thrower.apply(key)),
            () -> map.computeIfAbsent(B, thrower::apply),
            () -> map.computeIfPresent(A, (key, value) -> thrower.apply(key)),
            () -> map.merge(A, "x", (first, second) -> thrower.apply(first)),
            () -> map.replaceAll((key, value) -> thrower.apply(key)))) {
      assertThatThrownBy(call::run).isSameAs(thrown);
      assertUnchangedAndFree();
    }
  }

  @Test
  void functions_areCalledOnce() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    StripedMap<Integer, Integer> sums = new StripedMap<>(2);
    onAllThreads(
        thread -> {
          for (int i = 0; i < ROUNDS; i++) {
            sums.compute(
                i % 4,
                (key, sum) -> {
                  calls.incrementAndGet();
                  return sum == null ? 1 : sum + 1;
                });
          }
          return null;
        });

    assertThat(calls).hasValue(THREADS * ROUNDS);
    assertThat(sums.values().stream().mapToInt(sum -> sum).sum()).isEqualTo(THREADS * ROUNDS);
  }

  @Test
  void txn_afterItsBody_isRefused() {
    AtomicReference<Txn<Integer, String>> leaked = new AtomicReference<>();
    map.<Object>transact(
        List.of(A),
        txn -> {
          leaked.set(txn);
          return null;
        });

    assertThatIllegalStateException()
        .isThrownBy(() -> leaked.get().put(A, "late"))
        .withMessage("transaction used after its body has ended");
    assertThat(map).isEmpty();
  }

  @Test
  void txn_onAnotherThread_isRefused() {
    map.<Object>transact(
        List.of(A),
        txn -> {
          assertThatThrownBy(() -> onOtherThread(() -> txn.put(A, "other")))
              .hasRootCauseInstanceOf(IllegalStateException.class)
              .hasStackTraceContaining("transaction of Thread");
          return null;
        });

    assertThat(map).isEmpty();
  }

  @Test
  void write_waitsForATransactionOnItsStripe_andAReadDoesNot() throws Exception {
    Map.Entry<Integer, String> entry = entryOf(A, "a");
    Iterator<Integer> iterator = map.keySet().iterator();
    iterator.next();
    List<Thread> writers =
        List.of(
            new Thread(() -> map.put(A, "put")),
            new Thread(() -> map.merge(A, "merged", String::concat)),
            new Thread(() -> entry.setValue("set")),
            new Thread(iterator::remove),
            new Thread(map::clear));
    map.<Object>transact(
        List.of(A),
        txn -> {
          writers.forEach(Thread::start);
          Eventually.until(() -> writers.stream().allMatch(StripedMapTest::isWaiting));
          assertThat(onOtherThread(() -> map.put(B, "b"))).isNull();
          assertThat(onOtherThread(() -> map.get(A))).isEqualTo("a");
          return null;
        });
    for (Thread writer : writers) {
      writer.join();
    }
  }

  private static boolean isWaiting(Thread thread) {
    return thread.getState() == Thread.State.WAITING;
  }

  @Test
  void tryTransact_runsOrDoesNot() throws Exception {
    map.put(A, "a");
    map.<Object>transact(
        List.of(B),
        txn -> {
          assertThat(onOtherThread(() -> tryRemove(Duration.ZERO))).isEmpty();
          assertThat(onOtherThread(() -> tryRemove(Duration.ofMillis(20)))).isEmpty();
          assertThat(onOtherThread(() -> map.put(A, "free"))).isEqualTo("a");
          return null;
        });

    assertThat(tryRemove(Duration.ZERO)).contains("free");
    assertThat(map).isEmpty();
  }

  private Optional<String> tryRemove(Duration timeout) throws InterruptedException {
    return map.tryTransact(List.of(A, B), timeout, txn -> txn.remove(A));
  }

  @Test
  void tryTransact_interrupted_changesNothing() throws Exception {
    map.put(A, "a");
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> tryRemove(LONG)).isInstanceOf(InterruptedException.class);
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread waiting =
        new Thread(
            () -> {
              try {
                tryRemove(LONG);
              } catch (InterruptedException e) {
                thrown.set(e);
              }
            });
    map.<Object>transact(
        List.of(B),
        txn -> {
          waiting.start();
          Eventually.until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
          waiting.interrupt();
          join(waiting);
          return null;
        });

    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    assertUnchangedAndFree();
  }

  @Test
  void tryTransact_refusesANegativeTimeout() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tryRemove(Duration.ofNanos(-1)))
        .withMessage("timeout must not be negative, but is PT-0.000000001S");
  }

  @Test
  void replaceAll_comparesAndSets() {
    map.put(A, "a");

    assertThat(map.replaceAll(Map.of(A, "other"), Map.of(A, "new"))).isFalse();
    assertThat(map.replaceAll(Map.of(A, "a", B, "b"), Map.of(A, "new"))).isFalse();
    assertThat(map.replaceAll(Map.of(), Map.of(A, "new"))).isFalse();
    assertUnchangedAndFree();
    assertThat(map.replaceAll(Map.of(A, "a"), Map.of(B, "b"))).isTrue();
    assertThat(map).isEqualTo(Map.of(A, "a", B, "b"));
    assertThat(map.replaceAll(Map.of(A, "a", B, "b"), Map.of(A, "b", B, "a"))).isTrue();
    assertThat(map).isEqualTo(Map.of(A, "b", B, "a"));
    assertThat(map.replaceAll(Map.of(A, "b"), Map.of())).isTrue();
    assertThat(map).isEqualTo(Map.of(A, "b", B, "a"));
    assertThatNullPointerException().isThrownBy(() -> map.replaceAll(null, Map.of()));
    assertThatNullPointerException().isThrownBy(() -> map.replaceAll(Map.of(), null));
    assertThatNullPointerException()
        .isThrownBy(() -> map.replaceAll(Map.of(), nullValue(A)))
        .withMessage("value of update");
    assertThatNullPointerException()
        .isThrownBy(() -> map.replaceAll(nullValue(A), Map.of()))
        .withMessage("value of expected");
  }

  private static Map<Integer, String> nullValue(int key) {
    Map<Integer, String> map = new HashMap<>();
    map.put(key, null);
    return map;
  }

  @Test
  void snapshot_isAnUnmodifiableCopy() {
    map.put(A, "a");
    Map<Integer, String> snapshot = map.snapshot();
    map.put(A, "new");
    map.put(B, "b");

    assertThat(snapshot).isEqualTo(Map.of(A, "a"));
    assertThatThrownBy(snapshot::clear).isInstanceOf(UnsupportedOperationException.class);
    assertThat(map.exactSize()).isEqualTo(2);
  }

  @Test
  void stream_whileTheMapChanges_doesNotFail() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    Future<?> changes =
        threads.submit(
            () -> {
              for (int i = 0; !over.get(); i++) {
                map.put(i % 100, "value");
                map.remove((i + 50) % 100);
              }
            });
    for (int i = 0; i < 1_000; i++) {
      assertThat(map.keySet().stream().toArray()).doesNotContainNull();
      assertThat(map.values().toArray()).doesNotContainNull();
    }
    over.set(true);
    changes.get();
  }

  @Test
  void removeIf_keepsAValueThatTheFilterHasNotSeen() {
    map.put(A, "a");
    boolean removed =
        map.entrySet()
            .removeIf(
                entry -> {
                  map.put(A, "new");
                  return true;
                });

    assertThat(removed).isFalse();
    assertThat(map).containsEntry(A, "new");
  }

  /** A key whose {@code equals} fails once makes the second of two writes fail. */
  @Test
  void commit_thatFails_restoresTheMap() {
    StripedMap<FailingKey, String> failing = new StripedMap<>(2);
    FailingKey first = new FailingKey(1);
    FailingKey second = new FailingKey(2);
    failing.put(new FailingKey(1), "first");
    failing.put(new FailingKey(2), "second");

    assertThatThrownBy(
            () ->
                failing.transact(
                    List.of(first, second),
                    txn -> {
                      txn.put(first, "changed");
                      txn.put(second, "changed");
                      second.fails = true;
                      return "done";
                    }))
        .hasMessage("equals fails");
    second.fails = false;
    assertThat(failing.snapshot())
        .isEqualTo(Map.of(new FailingKey(1), "first", new FailingKey(2), "second"));
  }

  private static final class FailingKey {
    final int number;
    boolean fails;

    FailingKey(int number) {
      this.number = number;
    }

    @Override
    public boolean equals(Object object) {
      if (fails) {
        throw new UnsupportedOperationException("equals fails");
      }
      return object instanceof FailingKey other && number == other.number;
    }

    @Override
    public int hashCode() {
      return number;
    }
  }

  @Test
  void overlappingTransactions_moveMoneyWithoutLossOrDeadlock() throws Exception {
    StripedMap<Integer, Long> accounts = new StripedMap<>(4);
    for (int account = 0; account < 16; account++) {
      accounts.put(account, 100L);
    }
    onAllThreads(
        thread -> {
          Random random = new Random(thread);
          for (int i = 0; i < ROUNDS; i++) {
            int from = random.nextInt(16);
            int to = (from + 1 + random.nextInt(15)) % 16;
            if (i % 50 == 0) {
              assertThat(sum(accounts.snapshot())).isEqualTo(1600);
              assertThat(accounts.exactSize()).isEqualTo(16);
            } else if (i % 3 == 0) {
              accounts.merge(from, 0L, Long::sum);
            } else {
              move(accounts, from, to, random.nextInt(10));
            }
          }
          return null;
        });

    assertThat(sum(accounts)).isEqualTo(1600);
  }

  private static void move(StripedMap<Integer, Long> accounts, int from, int to, long amount) {
    accounts.<Object>transact(
        List.of(from, to),
        txn -> {
          txn.put(from, txn.get(from) - amount);
          txn.put(to, txn.get(to) + amount);
          return null;
        });
  }

  private static long sum(Map<Integer, Long> accounts) {
    return accounts.values().stream().mapToLong(balance -> balance).sum();
  }

  @Test
  void size_is400BytesForEachStripe() {
    long few = GraphLayout.parseInstance(new StripedMap<>(2)).totalSize();
    long many = GraphLayout.parseInstance(new StripedMap<>(130)).totalSize();

    assertThat((many - few) / 254).isLessThanOrEqualTo(404);
  }

  private Map.Entry<Integer, String> entryOf(int key, String value) {
    map.put(key, value);
    return map.entrySet().iterator().next();
  }

  private void assertUnchangedAndFree() {
    assertThat(onOtherThread(map::snapshot)).isEqualTo(Map.of(A, "a"));
  }

  private <T> T onOtherThread(Callable<T> task) {
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      return other.submit(task).get();
    } catch (Exception e) {
      throw new AssertionError(e);
    } finally {
      other.shutdownNow();
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private interface Task {
    Object run(int thread) throws Exception;
  }

  private void onAllThreads(Task task) throws Exception {
    List<Future<?>> results = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int thread = i;
      results.add(threads.submit(() -> task.run(thread)));
    }
    for (Future<?> result : results) {
      result.get();
    }
  }
}
