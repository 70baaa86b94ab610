package io.lockmeter.engine.instrument.monitor;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Maps by class loader, gone with the loader. Compares loaders by identity and calls none of their
 * methods: {@code hashCode} of a loader is code of the application. Thread-safe. A value must not
 * refer to its loader.
 */
final class LoaderMap<V> {

  private final ConcurrentMap<Key, ConcurrentMap<String, V>> maps = new ConcurrentHashMap<>();
  private final ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();

  /** The map of {@code loader}, an empty one if it has none yet. */
  ConcurrentMap<String, V> get(@Nullable ClassLoader loader) {
    for (Reference<?> gone = collected.poll(); gone != null; gone = collected.poll()) {
      maps.remove(gone);
    }
    Key key = new Key(loader, collected);
    ConcurrentMap<String, V> map = maps.get(key);
    if (map == null) {
      ConcurrentMap<String, V> fresh = new ConcurrentHashMap<>();
      ConcurrentMap<String, V> other = maps.putIfAbsent(key, fresh);
      map = other == null ? fresh : other;
    }
    return map;
  }

  /** Passes on the maps of all loaders that are still there. */
  void forEach(BiConsumer<ClassLoader, ConcurrentMap<String, V>> action) {
    maps.forEach(
        (key, map) -> {
          ClassLoader loader = key.get();
          if (loader != null) {
            action.accept(loader, map);
          }
        });
  }

  private static final class Key extends WeakReference<@Nullable ClassLoader> {

    private final int hash;

    Key(@Nullable ClassLoader loader, ReferenceQueue<? super ClassLoader> queue) {
      super(loader, queue);
      hash = System.identityHashCode(loader);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      // A collected key must still equal itself, to be removed.
      return this == other || other instanceof Key key && get() != null && get() == key.get();
    }
  }
}
