package io.lockmeter.locks;

import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Goes through the stripes of a map, weakly consistent. For one thread. */
final class EntryIterator<K, V> implements Iterator<Map.Entry<K, V>> {

  private final StripedMap<K, V> map;
  private Iterator<Map.Entry<K, V>> entriesOfStripe;
  private int nextStripe = 1;
  private @Nullable K last;

  EntryIterator(StripedMap<K, V> map) {
    map.callouts.refuseInBody();
    this.map = map;
    this.entriesOfStripe = map.stripes[0].data.entrySet().iterator();
  }

  @Override
  public boolean hasNext() {
    while (!entriesOfStripe.hasNext() && nextStripe < map.stripes.length) {
      entriesOfStripe = map.stripes[nextStripe++].data.entrySet().iterator();
    }
    return entriesOfStripe.hasNext();
  }

  @Override
  public Map.Entry<K, V> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Map.Entry<K, V> entry = entriesOfStripe.next();
    last = entry.getKey();
    return new MapEntry<>(map, entry.getKey(), entry.getValue());
  }

  @Override
  public void remove() {
    K key = last;
    if (key == null) {
      throw new IllegalStateException("no entry to remove: next() was not called since the last");
    }
    last = null;
    map.remove(key);
  }

  /** This iterator, showing one part of each entry. */
  <T> Iterator<T> as(Function<Map.Entry<K, V>, T> part) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return EntryIterator.this.hasNext();
      }

      @Override
      public T next() {
        return part.apply(EntryIterator.this.next());
      }

      @Override
      public void remove() {
        EntryIterator.this.remove();
      }
    };
  }
}
