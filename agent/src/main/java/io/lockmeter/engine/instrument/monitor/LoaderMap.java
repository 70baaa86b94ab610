package io.lockmeter.engine.instrument.monitor;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Values by class loader, gone with the loader. Compares loaders by identity and calls none of
 * their methods: {@code hashCode} of a loader is code of the application. Thread-safe. A value must
 * not refer to its loader.
 */
final class LoaderMap<V> {

  private final ConcurrentMap<Key, V> values = new ConcurrentHashMap<>();
  private final ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
  private final Supplier<V> initial;

  LoaderMap(Supplier<V> initial) {
    this.initial = initial;
  }

  /** The value of {@code loader}, a new one if it has none yet. */
  V get(@Nullable ClassLoader loader) {
    for (Reference<?> gone = collected.poll(); gone != null; gone = collected.poll()) {
      values.remove(gone);
    }
    Key key = new Key(loader, collected);
    V value = values.get(key);
    if (value == null) {
      V fresh = initial.get();
      V other = values.putIfAbsent(key, fresh);
      value = other == null ? fresh : other;
    }
    return value;
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
