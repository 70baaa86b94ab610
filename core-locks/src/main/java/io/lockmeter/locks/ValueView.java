package io.lockmeter.locks;

import java.util.AbstractCollection;
import java.util.Iterator;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Predicate;

/** The values of a {@link StripedMap}; what removes them goes through the map. */
final class ValueView<K, V> extends AbstractCollection<V> {

  private final StripedMap<K, V> map;

  ValueView(StripedMap<K, V> map) {
    this.map = map;
  }

  @Override
  public Iterator<V> iterator() {
    return new EntryIterator<>(map).as(Map.Entry::getValue);
  }

  @Override
  public Spliterator<V> spliterator() {
    return Spliterators.spliteratorUnknownSize(
        iterator(), Spliterator.NONNULL | Spliterator.CONCURRENT);
  }

  @Override
  public int size() {
    return map.size();
  }

  @Override
  public boolean contains(Object value) {
    return map.containsValue(value);
  }

  @Override
  public boolean removeIf(Predicate<? super V> filter) {
    return map.entrySet().removeIf(entry -> filter.test(entry.getValue()));
  }

  @Override
  public void clear() {
    map.clear();
  }
}
