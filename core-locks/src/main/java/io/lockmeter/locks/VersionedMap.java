package io.lockmeter.locks;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A map that tells the version of each value and changes a value only if it still has the version
 * that a caller saw. For computations between reading and writing that are long, or happen
 * elsewhere: an edit form, a remote call, an HTTP {@code ETag}. Where the computation is short,
 * {@link ConcurrentHashMap#compute} is simpler and faster.
 *
 * <ol>
 *   <li>The operations on one key are linearizable. A value and its version are one immutable
 *       object, read at once.
 *   <li>The versions of a key only grow, and never repeat, also when the key is removed and put
 *       again. They need not be consecutive, and say nothing about other keys. The version of a key
 *       that is absent is {@link #ABSENT}.
 *   <li>{@code get} never waits. Each change takes the lock that {@code ConcurrentHashMap} has for
 *       the key's bin, for a few instructions. Functions given by callers run without it, save the
 *       last resort of {@link RetryPolicy.Exhausted#LOCK}.
 *   <li>Removed keys take no memory: one mark for each of {@value RemovedVersions#STRIPES} groups
 *       of keys remembers the highest version that was removed.
 * </ol>
 *
 * <p>The method is optimistic concurrency control (Kung and Robinson, ACM Transactions on Database
 * Systems 6, 1981) with one key as the unit of validation. Keys and values must not be null. Keys
 * need {@code hashCode} and {@code equals} as for {@code HashMap}; values are never compared.
 */
public final class VersionedMap<K, V> {

  /** The version of a key that is not in the map. */
  public static final long ABSENT = 0;

  /** Stands for whatever version a key has. */
  private static final long ANY = -1;

  private final ConcurrentHashMap<K, Versioned<V>> map = new ConcurrentHashMap<>();
  private final RemovedVersions removed = new RemovedVersions();
  private final Map<K, V> values = Collections.unmodifiableMap(new ValuesView<>(map));

  /** Makes an empty map. */
  public VersionedMap() {}

  /** The value of a key with its version; null if it is absent. */
  public @Nullable Versioned<V> get(K key) {
    return map.get(Objects.requireNonNull(key, "key"));
  }

  /**
   * Gives a key a value, whatever it had before.
   *
   * @return the version of the new value
   */
  public long put(K key, V value) {
    return versionOf(change(key, ANY, Objects.requireNonNull(value, "value")).after);
  }

  /**
   * Gives a key a value if it is absent.
   *
   * @return what the key had, which is unchanged; null if it was absent
   */
  public @Nullable Versioned<V> putIfAbsent(K key, V value) {
    return change(key, ABSENT, Objects.requireNonNull(value, "value")).before;
  }

  /**
   * Removes a key.
   *
   * @return what it had; null if it was absent
   */
  public @Nullable Versioned<V> remove(K key) {
    return change(key, ANY, null).before;
  }

  /**
   * Gives a key a value if it has the expected version: one attempt, which succeeds or fails at
   * once.
   *
   * @param expected what {@link #get} showed; {@link #ABSENT} if the key is to be absent
   * @return the version of the new value; {@link #ABSENT} if the key has another version than
   *     expected, and is unchanged
   * @throws IllegalArgumentException if {@code expected} is negative
   */
  public long replaceIfVersion(K key, long expected, V value) {
    requireVersion(expected);
    Change change = change(key, expected, Objects.requireNonNull(value, "value"));
    return change.made ? versionOf(change.after) : ABSENT;
  }

  /**
   * Removes a key if it has the expected version: one attempt, which succeeds or fails at once.
   *
   * @return whether the key was removed; never if it was absent
   * @throws IllegalArgumentException if {@code expected} is negative
   */
  public boolean removeIfVersion(K key, long expected) {
    requireVersion(expected);
    Change change = change(key, expected, null);
    return change.made && change.before != null;
  }

  /** {@linkplain #update(Object, UnaryOperator, RetryPolicy) Updates} as by default. */
  public @Nullable Versioned<V> update(K key, UnaryOperator<@Nullable V> fn) {
    return update(key, fn, RetryPolicy.DEFAULT);
  }

  /**
   * Gives a key the value that a function makes of the one it has. If the key was changed
   * meanwhile, the function is applied again to the new value, so it should have no side effects.
   * As for {@link ConcurrentHashMap#compute}, null stands for an absent key both as the function's
   * argument and as its result, which removes the key. With {@link RetryPolicy.Exhausted#LOCK} the
   * function must be ready to run under the lock of the key's bin: it must not touch this map.
   *
   * @return what the key has now; null if it is absent
   * @throws OptimisticConflictException if all attempts failed and the policy says so; the map is
   *     unchanged
   * @throws RuntimeException what the function throws; the map is unchanged
   */
  public @Nullable Versioned<V> update(K key, UnaryOperator<@Nullable V> fn, RetryPolicy policy) {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(fn, "fn");
    Objects.requireNonNull(policy, "policy");
    for (int attempt = 1; attempt <= policy.maxAttempts(); attempt++) {
      Versioned<V> before = map.get(key);
      V next = fn.apply(valueOf(before));
      if (before == null && next == null) {
        return null;
      }
      Change change = change(key, versionOf(before), next);
      if (change.made) {
        return change.after;
      }
      policy.pauseAfter(attempt);
    }
    if (policy.exhausted() == RetryPolicy.Exhausted.THROW) {
      throw new OptimisticConflictException(key, policy.maxAttempts());
    }
    return map.compute(key, (same, before) -> next(same, before, fn.apply(valueOf(before))));
  }

  /**
   * The values without their versions: a view that shows all changes and permits none, as those
   * have to be made with versions in mind. Its iterators are as those of {@code ConcurrentHashMap}.
   */
  public Map<K, V> asMap() {
    return values;
  }

  /** The keys with their values and versions. */
  @Override
  public String toString() {
    return map.toString();
  }

  private Change change(K key, long expected, @Nullable V value) {
    Change change = new Change(expected, value);
    map.compute(Objects.requireNonNull(key, "key"), change);
    return change;
  }

  /** What follows {@code before} under the lock of the key's bin. */
  private @Nullable Versioned<V> next(K key, @Nullable Versioned<V> before, @Nullable V value) {
    if (value != null) {
      return new Versioned<>(value, 1 + (before == null ? removed.highest(key) : before.version()));
    }
    if (before != null) {
      removed.add(key, before.version());
    }
    return null;
  }

  private static void requireVersion(long expected) {
    if (expected < ABSENT) {
      throw new IllegalArgumentException("expected must not be negative: " + expected);
    }
  }

  private static long versionOf(@Nullable Versioned<?> versioned) {
    return versioned == null ? ABSENT : versioned.version();
  }

  private static <V> @Nullable V valueOf(@Nullable Versioned<V> versioned) {
    return versioned == null ? null : versioned.value();
  }

  /** One change of a key, made if the key has the expected version. A null value removes it. */
  private final class Change
      implements BiFunction<K, @Nullable Versioned<V>, @Nullable Versioned<V>> {

    private final long expected;
    private final @Nullable V value;
    private boolean made;
    private @Nullable Versioned<V> before;
    private @Nullable Versioned<V> after;

    Change(long expected, @Nullable V value) {
      this.expected = expected;
      this.value = value;
    }

    @Override
    public @Nullable Versioned<V> apply(K key, @Nullable Versioned<V> current) {
      before = current;
      made = expected == ANY || expected == versionOf(current);
      after = made ? next(key, current, value) : current;
      return after;
    }
  }
}
