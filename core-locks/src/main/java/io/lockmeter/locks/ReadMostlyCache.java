package io.lockmeter.locks;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import java.util.concurrent.locks.Lock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A cache for values that are read far more often than they change, over any map: reads take the
 * read lock of a {@link ReaderBiasedReadWriteLock}, changes its write lock.
 *
 * <p>Its point is the map: one that is sorted, keeps an order, or has an identity of its own, read
 * by many threads at once, with several keys changed or read as one. If the keys are independent
 * and a hash table will do, {@link java.util.concurrent.ConcurrentHashMap} is the better answer:
 * its reads take no lock at all, and its writes exclude only writes to the same bin. If entries are
 * to expire or their number is to be bounded, take Caffeine: this cache does neither.
 *
 * <ol>
 *   <li>All methods are linearizable, but for {@link #computeIfAbsent} as said there.
 *   <li>Reads do not wait for one another. They wait for changes, and only for the time that the
 *       map itself takes: values are loaded while no lock is held.
 *   <li>Keys and values are never null.
 *   <li>What the map throws, its own refusal of a key or a change for instance, is passed on.
 * </ol>
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class ReadMostlyCache<K, V> {

  private final Map<K, V> map;
  private final Map<K, V> view;
  private final Lock read;
  private final Lock write;
  private final Loads<K> loads;

  /** Makes an empty cache over a {@link HashMap}. */
  public ReadMostlyCache() {
    this(new HashMap<>());
  }

  /**
   * Makes a cache over {@code map}, which must not be used in any other way from then on. Looking
   * things up must not change it: no {@code LinkedHashMap} in order of access.
   *
   * @throws IllegalArgumentException if the map has a null key or value, or is a {@link
   *     WeakHashMap}, which changes when it is read
   */
  public ReadMostlyCache(Map<K, V> map) {
    this.map = Objects.requireNonNull(map, "map");
    if (map instanceof WeakHashMap) {
      throw new IllegalArgumentException("map must not change when it is read: WeakHashMap");
    }
    refuseNulls(map);
    view = Collections.unmodifiableMap(map);
    ReaderBiasedReadWriteLock lock = new ReaderBiasedReadWriteLock();
    read = lock.readLock();
    write = lock.writeLock();
    loads = new Loads<>(write.newCondition());
  }

  /** The value of a key, or null if there is none. */
  public @Nullable V get(K key) {
    Objects.requireNonNull(key, "key");
    read.lock();
    try {
      return map.get(key);
    } finally {
      read.unlock();
    }
  }

  /**
   * The value of a key; if there is none, the one that {@code loader} gives, which is then stored.
   * Of threads that ask for a key at the same time one loads and the others wait, without regard to
   * interrupts; keys count as the same if they are equal. If the loader throws or gives null,
   * nothing is stored and those who waited try with their own. Loaders run while no lock is held
   * and may use this cache.
   *
   * <p>A value that was put meanwhile is returned and kept instead of the loaded one. If the key
   * was invalidated meanwhile, the loaded value is returned but not stored, because it may be
   * stale.
   *
   * @return the value, or null if the loader gave null
   * @throws IllegalStateException if the loader asks for the value that it is to load, itself or by
   *     way of other loaders
   * @throws IllegalMonitorStateException if called by a function within {@link #read}, while the
   *     key has no value
   */
  public @Nullable V computeIfAbsent(K key, Function<? super K, ? extends @Nullable V> loader) {
    Objects.requireNonNull(loader, "loader");
    V present = get(key);
    if (present != null) {
      return present;
    }
    Loads.Load load;
    write.lock();
    try {
      while (true) {
        present = map.get(key);
        if (present != null) {
          return present;
        }
        Loads.Load other = loads.of(key);
        if (other == null) {
          break;
        }
        loads.await(key, other);
      }
      load = loads.begin(key);
    } finally {
      write.unlock();
    }
    V loaded = null;
    try {
      loaded = loader.apply(key);
    } finally {
      present = end(key, load, loaded);
    }
    return present;
  }

  private @Nullable V end(K key, Loads.Load load, @Nullable V loaded) {
    write.lock();
    try {
      boolean current = loads.end(key, load);
      V present = map.get(key);
      if (present != null) {
        return present;
      }
      if (current && loaded != null) {
        map.put(key, loaded);
      }
      return loaded;
    } finally {
      write.unlock();
    }
  }

  /**
   * Stores a value.
   *
   * @return the value before, or null if there was none
   */
  public @Nullable V put(K key, V value) {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(value, "value");
    write.lock();
    try {
      V before = map.put(key, value);
      loads.supersede(key);
      return before;
    } finally {
      write.unlock();
    }
  }

  /**
   * Stores several values, which are seen together or not at all. If the map throws at one of them,
   * those before it stay.
   *
   * @throws IllegalArgumentException if there is a null key or value; nothing is stored then
   */
  public void putAll(Map<? extends K, ? extends V> values) {
    refuseNulls(Objects.requireNonNull(values, "values"));
    write.lock();
    try {
      values.forEach(
          (key, value) -> {
            map.put(key, value);
            loads.supersede(key);
          });
    } finally {
      write.unlock();
    }
  }

  private static void refuseNulls(Map<?, ?> map) {
    map.forEach(
        (key, value) -> {
          if (key == null || value == null) {
            throw new IllegalArgumentException("null key or value: " + key + "=" + value);
          }
        });
  }

  /**
   * Removes a key and its value.
   *
   * @return the value, or null if there was none
   */
  public @Nullable V invalidate(K key) {
    Objects.requireNonNull(key, "key");
    write.lock();
    try {
      V before = map.remove(key);
      loads.supersede(key);
      return before;
    } finally {
      write.unlock();
    }
  }

  /** Removes all keys. */
  public void invalidateAll() {
    write.lock();
    try {
      map.clear();
      loads.supersedeAll();
    } finally {
      write.unlock();
    }
  }

  /** How many keys there are. */
  public int size() {
    read.lock();
    try {
      return map.size();
    } finally {
      read.unlock();
    }
  }

  /**
   * What {@code function} makes of the map, which does not change meanwhile.
   *
   * @param function is given a view that refuses changes and must not be used afterwards; it must
   *     not change this cache, which throws {@link IllegalMonitorStateException} then
   */
  public <R extends @Nullable Object> R read(Function<? super Map<K, V>, ? extends R> function) {
    Objects.requireNonNull(function, "function");
    read.lock();
    try {
      return function.apply(view);
    } finally {
      read.unlock();
    }
  }

  /** The map's own description. */
  @Override
  public String toString() {
    return read(Map::toString);
  }
}
