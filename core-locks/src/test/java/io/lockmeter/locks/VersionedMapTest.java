package io.lockmeter.locks;

import static io.lockmeter.locks.VersionedMap.ABSENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockmeter.locks.RetryPolicy.Exhausted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openjdk.jol.info.GraphLayout;

class VersionedMapTest {

  private final VersionedMap<String, Integer> map = new VersionedMap<>();

  @Test
  void put_givesEachValueAGreaterVersion() {
    long first = map.put("a", 1);
    long second = map.put("a", 2);

    assertThat(first).isGreaterThan(ABSENT);
    assertThat(second).isGreaterThan(first);
    assertThat(map.get("a")).isEqualTo(new Versioned<>(2, second));
    assertThat(map.get("b")).isNull();
  }

  @Test
  void putIfAbsent_leavesWhatIsThere() {
    assertThat(map.putIfAbsent("a", 1)).isNull();
    Versioned<Integer> there = map.get("a");

    assertThat(map.putIfAbsent("a", 2)).isSameAs(there);
    assertThat(map.get("a")).isSameAs(there);
  }

  @Test
  void replaceIfVersion_replacesThatVersionOnly() {
    long seen = map.put("a", 1);
    long replaced = map.replaceIfVersion("a", seen, 2);

    assertThat(replaced).isGreaterThan(seen);
    assertThat(map.get("a")).isEqualTo(new Versioned<>(2, replaced));
    assertThat(map.replaceIfVersion("a", seen, 3)).isEqualTo(ABSENT);
    assertThat(map.replaceIfVersion("a", replaced + 1, 3)).isEqualTo(ABSENT);
    assertThat(map.replaceIfVersion("a", ABSENT, 3)).isEqualTo(ABSENT);
    assertThat(map.get("a")).isEqualTo(new Versioned<>(2, replaced));
  }

  @Test
  void replaceIfVersion_ofAnAbsentKey_putsIt() {
    assertThat(map.replaceIfVersion("a", 1, 1)).isEqualTo(ABSENT);
    assertThat(map.get("a")).isNull();
    long version = map.replaceIfVersion("a", ABSENT, 1);

    assertThat(map.get("a")).isEqualTo(new Versioned<>(1, version));
  }

  @Test
  void removeIfVersion_removesThatVersionOnly() {
    long version = map.put("a", 1);

    assertThat(map.removeIfVersion("a", version + 1)).isFalse();
    assertThat(map.removeIfVersion("a", ABSENT)).isFalse();
    assertThat(map.get("a")).isNotNull();
    assertThat(map.removeIfVersion("a", version)).isTrue();
    assertThat(map.get("a")).isNull();
    assertThat(map.removeIfVersion("a", version)).isFalse();
    assertThat(map.removeIfVersion("a", ABSENT)).isFalse();
  }

  @Test
  void versions_neverRepeat_acrossRemovals() {
    Map<String, Long> last = new HashMap<>();
    for (int i = 0; i < 2_000; i++) {
      String key = "key" + i % 200;
      long version = map.put(key, i);
      assertThat(version).isGreaterThan(last.getOrDefault(key, ABSENT));
      last.put(key, version);
      Versioned<Integer> removed =
          switch (i % 4) {
            case 0 -> map.remove(key);
            case 1 -> map.removeIfVersion(key, version) ? new Versioned<>(i, version) : null;
            case 2 -> map.update(key, value -> null);
            default -> map.get(key);
          };
      assertThat(removed == null || removed.version() == version).isTrue();
      assertThat(map.get(key) == null).isEqualTo(i % 4 != 3);
    }

    assertThat(map.remove("unknown")).isNull();
  }

  @Test
  void update_appliesTheFunction_untilNobodyInterferes() {
    map.put("a", 1);
    AtomicInteger applied = new AtomicInteger();
    Versioned<Integer> updated =
        map.update(
            "a",
            value -> {
              if (applied.incrementAndGet() < 3) {
                map.put("a", value + 10);
              }
              return value + 1;
            });

    assertThat(applied).hasValue(3);
    assertThat(updated).isEqualTo(map.get("a"));
    assertThat(updated.value()).isEqualTo(22);
  }

  @Test
  void update_seesAbsenceAsNull_bothWays() {
    assertThat(map.update("a", value -> value)).isNull();
    assertThat(map.update("a", value -> value == null ? 1 : 2)).isEqualTo(map.get("a"));
    assertThat(map.get("a").value()).isEqualTo(1);
    assertThat(map.update("a", value -> null)).isNull();
    assertThat(map.get("a")).isNull();
  }

  @Test
  void exhaustedUpdate_throws_andChangesNothing() {
    map.put("a", 1);
    RetryPolicy policy = new RetryPolicy(7, Duration.ofNanos(1_000), Exhausted.THROW);

    assertThatThrownBy(() -> map.update("a", value -> interferedWith("a", value), policy))
        .isInstanceOfSatisfying(
            OptimisticConflictException.class,
            conflict -> {
              assertThat(conflict.key()).isEqualTo("a");
              assertThat(conflict.attempts()).isEqualTo(7);
            })
        .hasMessage("key a was changed by others during each of 7 attempts");
    assertThat(map.get("a").value()).isEqualTo(8);
  }

  private int interferedWith(String key, int value) {
    map.put(key, value + 1);
    return -1;
  }

  @Test
  void exhaustedUpdate_locks_andSucceeds() {
    map.put("a", 1);
    AtomicInteger applied = new AtomicInteger();
    RetryPolicy policy = new RetryPolicy(2, Duration.ZERO, Exhausted.LOCK);
    Versioned<Integer> updated =
        map.update(
            "a",
            value ->
                applied.incrementAndGet() <= 2 ? Integer.valueOf(interferedWith("a", value)) : 100,
            policy);

    assertThat(applied).hasValue(3);
    assertThat(updated).isEqualTo(map.get("a"));
    assertThat(updated.value()).isEqualTo(100);
  }

  @Test
  void exhaustedUpdate_underTheLock_removesForNull() {
    long before = map.put("a", 1);
    AtomicInteger applied = new AtomicInteger();
    Versioned<Integer> updated =
        map.update(
            "a",
            value -> applied.incrementAndGet() == 1 ? interferedWith("a", value) : null,
            new RetryPolicy(1, Duration.ZERO, Exhausted.LOCK));

    assertThat(updated).isNull();
    assertThat(map.get("a")).isNull();
    assertThat(map.put("a", 2)).isGreaterThan(before + 1);
  }

  @ParameterizedTest
  @EnumSource
  void functionThatThrows_leavesTheMapUnchanged(Exhausted exhausted) {
    map.put("a", 1);
    RetryPolicy policy = new RetryPolicy(1, Duration.ZERO, exhausted);
    Versioned<Integer> before = map.get("a");
    UnaryOperator<Integer> failing =
        value -> {
          throw new IllegalStateException("broken");
        };

    assertThatThrownBy(() -> map.update("a", failing, policy)).hasMessage("broken");
    assertThatThrownBy(() -> map.update("b", failing, policy)).hasMessage("broken");
    assertThat(map.get("a")).isSameAs(before);
    assertThat(map.get("b")).isNull();
  }

  @Test
  void functionThatThrowsUnderTheLock_leavesTheMapUnchanged() {
    map.put("a", 1);
    AtomicInteger applied = new AtomicInteger();
    UnaryOperator<Integer> failing =
        value -> {
          if (applied.incrementAndGet() == 2) {
            throw new IllegalStateException("broken");
          }
          return interferedWith("a", value);
        };

    assertThatThrownBy(
            () -> map.update("a", failing, new RetryPolicy(1, Duration.ZERO, Exhausted.LOCK)))
        .hasMessage("broken");
    assertThat(map.get("a").value()).isEqualTo(2);
  }

  @Test
  void values_areNeverCompared() {
    VersionedMap<String, Object> objects = new VersionedMap<>();
    Object incomparable =
        new Object() {
          @Override
          public boolean equals(Object other) {
            throw new AssertionError("compared");
          }

          @Override
          public int hashCode() {
            throw new AssertionError("hashed");
          }
        };
    long version = objects.put("a", incomparable);
    long next = objects.replaceIfVersion("a", version, incomparable);

    assertThat(objects.update("a", value -> value).version()).isGreaterThan(next);
    assertThat(objects.removeIfVersion("a", next)).isFalse();
  }

  @Test
  void manyThreads_loseNoUpdate() throws Exception {
    List<TestThread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      int first = i;
      threads.add(
          TestThread.start(
              () -> {
                RetryPolicy policy =
                    new RetryPolicy(1 + first * 3, Duration.ofNanos(5_000), Exhausted.LOCK);
                for (int j = 0; j < 10_000; j++) {
                  map.update("key" + (first + j) % 2, v -> v == null ? 1 : v + 1, policy);
                }
              }));
    }
    for (TestThread thread : threads) {
      thread.join();
    }

    assertThat(map.asMap()).isEqualTo(Map.of("key0", 20_000, "key1", 20_000));
    assertThat(map.get("key0").version()).isEqualTo(20_000);
  }

  @Test
  void asMap_isAViewThatCannotBeChanged() {
    Map<String, Integer> view = map.asMap();
    assertThat(view).isEmpty();
    map.put("a", 1);
    map.put("b", 2);
    map.put("b", 3);

    assertThat(view).isEqualTo(Map.of("a", 1, "b", 3)).hasSize(2).hasToString(view.toString());
    assertThat(view).containsKey("a").doesNotContainKey("c").containsValue(3);
    assertThat(view.get("c")).isNull();
    assertThat(view.keySet()).containsExactlyInAnyOrder("a", "b");
    for (Runnable change :
        List.<Runnable>of(
            () -> view.put("c", 1),
            () -> view.remove("a"),
            view::clear,
            () -> view.keySet().remove("a"),
            () -> view.values().remove(1),
            () -> view.entrySet().iterator().next().setValue(9),
            () -> view.merge("a", 1, Integer::sum))) {
      assertThatThrownBy(change::run).isInstanceOf(UnsupportedOperationException.class);
    }
    assertThat(view).isEqualTo(Map.of("a", 1, "b", 3));
    assertThat(map).hasToString("{a=" + map.get("a") + ", b=" + map.get("b") + "}");
  }

  @Test
  void removedKeys_takeNoMemory() {
    ConcurrentHashMap<Integer, Object> plain = new ConcurrentHashMap<>();
    VersionedMap<Integer, Object> versioned = new VersionedMap<>();
    long overhead = sizeOf(versioned) - sizeOf(plain);
    for (int key = 0; key < 2_000; key++) {
      plain.put(key, "value");
      versioned.put(key, "value");
      plain.remove(key);
      versioned.remove(key);
    }

    assertThat(overhead).isLessThanOrEqualTo(700);
    assertThat(sizeOf(versioned) - sizeOf(plain)).isEqualTo(overhead);
  }

  @Test
  void entry_takes24BytesMoreThanInAConcurrentHashMap() {
    Integer key = 1;
    String value = "value";
    Map<Integer, Object> plain = new ConcurrentHashMap<>();
    VersionedMap<Integer, Object> versioned = new VersionedMap<>();
    long overhead = sizeOf(versioned) - sizeOf(plain);
    plain.put(key, value);
    versioned.put(key, value);

    assertThat(sizeOf(versioned) - sizeOf(plain) - overhead).isEqualTo(24);
  }

  private static long sizeOf(Object root) {
    return GraphLayout.parseInstance(root).totalSize();
  }

  @Test
  void badArguments_areRefusedByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> map.replaceIfVersion("a", -1, 1))
        .withMessage("expected must not be negative: -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> map.removeIfVersion("a", Long.MIN_VALUE))
        .withMessage("expected must not be negative: -9223372036854775808");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Versioned<>("a", 0))
        .withMessage("version must be positive: 0");
    assertThatNullPointerException().isThrownBy(() -> map.get(null)).withMessage("key");
    assertThatNullPointerException().isThrownBy(() -> map.put(null, 1)).withMessage("key");
    assertThatNullPointerException().isThrownBy(() -> map.put("a", null)).withMessage("value");
    assertThatNullPointerException()
        .isThrownBy(() -> map.replaceIfVersion("a", 0, null))
        .withMessage("value");
    assertThatNullPointerException().isThrownBy(() -> map.remove(null)).withMessage("key");
    assertThatNullPointerException().isThrownBy(() -> map.update("a", null)).withMessage("fn");
    assertThatNullPointerException()
        .isThrownBy(() -> map.update("a", value -> 1, null))
        .withMessage("policy");
    assertThat(map.asMap()).isEmpty();
  }
}
