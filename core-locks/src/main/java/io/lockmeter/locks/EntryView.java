package io.lockmeter.locks;

import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Predicate;

/** The entries of a {@link StripedMap}; what changes them goes through the map. */
final class EntryView<K, V> extends AbstractSet<Map.Entry<K, V>> {

  private final StripedMap<K, V> map;

  EntryView(StripedMap<K, V> map) {
    this.map = map;
  }

  @Override
  public Iterator<Map.Entry<K, V>> iterator() {
    return new EntryIterator<>(map);
  }

  @Override
  public Spliterator<Map.Entry<K, V>> spliterator() {
    return Spliterators.spliteratorUnknownSize(
        iterator(), Spliterator.DISTINCT | Spliterator.NONNULL | Spliterator.CONCURRENT);
  }

  @Override
  public int size() {
    return map.size();
  }

  @Override
  public boolean contains(Object object) {
    return object instanceof Map.Entry<?, ?> entry
        && entry.getKey() != null
        && entry.getValue() != null
        && entry.getValue().equals(map.get(entry.getKey()));
  }

  @Override
  public boolean remove(Object object) {
    return object instanceof Map.Entry<?, ?> entry
        && entry.getKey() != null
        && map.remove(entry.getKey(), entry.getValue());
  }

  @Override
  public boolean removeIf(Predicate<? super Map.Entry<K, V>> filter) {
    boolean removed = false;
    for (Map.Entry<K, V> entry : this) {
      K key = entry.getKey();
      V value = entry.getValue();
      // The filter judged this value, and must not lose the key another one.
      removed |= filter.test(entry) && map.remove(key, value);
    }
    return removed;
  }

  @Override
  public void clear() {
    map.clear();
  }
}
