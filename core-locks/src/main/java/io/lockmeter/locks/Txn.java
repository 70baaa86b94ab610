package io.lockmeter.locks;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the body of a transaction of a {@link StripedMap} reads and writes. It reads its own writes;
 * others see them all at once, after the body has returned.
 *
 * <p>For the thread and the duration of the body only: elsewhere every method throws {@link
 * IllegalStateException}. A key that the transaction did not declare is an {@link
 * IllegalArgumentException}, and null a {@link NullPointerException}; neither changes anything.
 *
 * @param <K> the map's keys
 * @param <V> the map's values
 */
public final class Txn<K, V> {

  private static final int SEARCHED_IN_TURN = 8;

  private final Thread owner = Thread.currentThread();
  private final K[] keys;
  private final Stripe<K, V>[] stripes;
  private final @Nullable V[] before;
  private final @Nullable V[] values;
  private final @Nullable Map<K, Integer> indexes;
  private boolean open;

  /**
   * Reads the values of {@code keys}.
   *
   * @param keys may hold equal ones, of which the first counts
   * @param stripes those of the keys, locked
   */
  @SuppressWarnings("unchecked") // arrays of K and V that nobody else sees
  Txn(Object[] keys, Stripe<K, V>[] stripes) {
    this.keys = (K[]) keys;
    this.stripes = stripes;
    this.before = (V[]) new Object[keys.length];
    for (int i = 0; i < keys.length; i++) {
      before[i] = stripes[i].data.get(keys[i]);
    }
    this.values = before.clone();
    this.indexes = keys.length > SEARCHED_IN_TURN ? index(this.keys) : null;
  }

  private static <K> Map<K, Integer> index(K[] keys) {
    Map<K, Integer> indexes = new HashMap<>();
    for (int i = 0; i < keys.length; i++) {
      indexes.putIfAbsent(keys[i], i);
    }
    return indexes;
  }

  /** The value of {@code key}; null if it has none. */
  public @Nullable V get(K key) {
    return values[indexOf(key)];
  }

  /** Gives {@code key} a value, and returns the one before; null if it had none. */
  public @Nullable V put(K key, V value) {
    int index = indexOf(key);
    V previous = values[index];
    values[index] = Objects.requireNonNull(value, "value");
    return previous;
  }

  /** Takes {@code key} out of the map, and returns its value; null if it had none. */
  public @Nullable V remove(K key) {
    int index = indexOf(key);
    V previous = values[index];
    values[index] = null;
    return previous;
  }

  private int indexOf(K key) {
    if (Thread.currentThread() != owner) {
      throw new IllegalStateException(
          "transaction of " + owner + " used by " + Thread.currentThread());
    }
    if (!open) {
      throw new IllegalStateException("transaction used after its body has ended");
    }
    int index = find(Objects.requireNonNull(key, "key"));
    if (index < 0) {
      throw new IllegalArgumentException("key was not declared for this transaction: " + key);
    }
    return index;
  }

  private int find(K key) {
    if (indexes != null) {
      return indexes.getOrDefault(key, -1);
    }
    int index = 0;
    while (index < keys.length && !key.equals(keys[index])) {
      index++;
    }
    return index < keys.length ? index : -1;
  }

  /** Runs {@code body}, and applies what it wrote if it returns. */
  <R extends @Nullable Object> R run(Function<? super Txn<K, V>, ? extends R> body) {
    open = true;
    R result;
    try {
      result = body.apply(this);
    } finally {
      open = false;
    }
    commit();
    return result;
  }

  /** Writes what has changed; if that fails, for want of memory say, it restores the old values. */
  private void commit() {
    for (int i = 0; i < keys.length; i++) {
      if (values[i] != before[i]) {
        stripes[i].beginWrites();
      }
    }
    try {
      // Removals last: then restoring the values that are replaced needs no memory.
      write(false);
      write(true);
    } catch (RuntimeException | Error failure) {
      restore(failure);
      throw failure;
    } finally {
      for (int i = 0; i < keys.length; i++) {
        if (values[i] != before[i]) {
          stripes[i].endWrites();
        }
      }
    }
  }

  private void write(boolean removals) {
    for (int i = 0; i < keys.length; i++) {
      if (values[i] != before[i] && (values[i] == null) == removals) {
        write(i, values[i]);
      }
    }
  }

  private void restore(Throwable failure) {
    for (int i = 0; i < keys.length; i++) {
      if (values[i] != before[i]) {
        try {
          write(i, before[i]);
        } catch (RuntimeException | Error again) {
          failure.addSuppressed(again);
        }
      }
    }
  }

  private void write(int index, @Nullable V value) {
    if (value == null) {
      stripes[index].data.remove(keys[index]);
    } else {
      stripes[index].data.put(keys[index], value);
    }
  }
}
