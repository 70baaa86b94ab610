package io.lockmeter.locks;

import java.util.Map;
import java.util.Objects;

/** A key and the value that it had; a value that is set goes through to the map. */
final class MapEntry<K, V> implements Map.Entry<K, V> {

  private final StripedMap<K, V> map;
  private final K key;
  private V value;

  MapEntry(StripedMap<K, V> map, K key, V value) {
    this.map = map;
    this.key = key;
    this.value = value;
  }

  @Override
  public K getKey() {
    return key;
  }

  @Override
  public V getValue() {
    return value;
  }

  @Override
  public V setValue(V next) {
    map.put(key, next);
    V previous = value;
    value = next;
    return previous;
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof Map.Entry<?, ?> other
        && key.equals(other.getKey())
        && value.equals(other.getValue());
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(key) ^ Objects.hashCode(value);
  }

  @Override
  public String toString() {
    return key + "=" + value;
  }
}
