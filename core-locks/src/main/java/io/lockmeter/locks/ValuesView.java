package io.lockmeter.locks;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The values of a map of versioned values. To be wrapped so that nobody changes it. */
final class ValuesView<K, V> extends AbstractMap<K, V> {

  private final ConcurrentHashMap<K, Versioned<V>> map;

  ValuesView(ConcurrentHashMap<K, Versioned<V>> map) {
    this.map = map;
  }

  @Override
  public @Nullable V get(Object key) {
    Versioned<V> versioned = map.get(key);
    return versioned == null ? null : versioned.value();
  }

  @Override
  public boolean containsKey(Object key) {
    return map.containsKey(key);
  }

  @Override
  public int size() {
    return map.size();
  }

  @Override
  public boolean isEmpty() {
    return map.isEmpty();
  }

  @Override
  public Set<K> keySet() {
    return map.keySet();
  }

  @Override
  public Set<Entry<K, V>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Entry<K, V>> iterator() {
        Iterator<Entry<K, Versioned<V>>> entries = map.entrySet().iterator();
        return new Iterator<>() {
          @Override
          public boolean hasNext() {
            return entries.hasNext();
          }

          @Override
          public Entry<K, V> next() {
            Entry<K, Versioned<V>> entry = entries.next();
            return Map.entry(entry.getKey(), entry.getValue().value());
          }
        };
      }

      @Override
      public int size() {
        return map.size();
      }
    };
  }
}
