package io.lockmeter.locks;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/**
 * The loads of a {@link ReadMostlyCache} that are under way, at most one for a key, and who waits
 * for which. Guarded by the cache's write lock.
 */
final class Loads<K> {

  private final Condition ended;
  private final Map<K, Load> underWay = new HashMap<>();
  private final Map<Thread, Load> awaited = new HashMap<>();

  Loads(Condition ended) {
    this.ended = ended;
  }

  /** One load, by the thread that does it. */
  static final class Load {
    private final Thread loader;
    private boolean over;

    private Load(Thread loader) {
      this.loader = loader;
    }
  }

  /** The load of a key that is to find its way into the cache, if there is one. */
  @Nullable Load of(K key) {
    return underWay.get(key);
  }

  Load begin(K key) {
    Load load = new Load(Thread.currentThread());
    underWay.put(key, load);
    return load;
  }

  /** Ends a load; says whether its value may still be stored. */
  boolean end(K key, Load load) {
    boolean current = !load.over;
    if (current) {
      supersede(key);
    }
    return current;
  }

  /** Keeps the load of a key that is under way, if there is one, from being stored. */
  void supersede(K key) {
    Load load = underWay.remove(key);
    if (load != null) {
      load.over = true;
      ended.signalAll();
    }
  }

  void supersedeAll() {
    underWay.values().forEach(load -> load.over = true);
    underWay.clear();
    ended.signalAll();
  }

  /**
   * Waits until the load of a key has ended or was superseded.
   *
   * @throws IllegalStateException if it waits for the caller
   */
  void await(K key, Load load) {
    Thread caller = Thread.currentThread();
    for (Load next = load; next != null && !next.over; next = awaited.get(next.loader)) {
      if (next.loader == caller) {
        throw new IllegalStateException("the loader of key " + key + " needs its own result");
      }
    }
    awaited.put(caller, load);
    try {
      while (!load.over) {
        ended.awaitUninterruptibly();
      }
    } finally {
      awaited.remove(caller);
    }
  }
}
