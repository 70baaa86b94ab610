package io.lockmeter.locks;

import java.time.Duration;
import java.util.AbstractMap;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A concurrent map with transactions over several keys and consistent snapshots.
 *
 * <ol>
 *   <li>Operations on one key, {@link #transact}, {@link #tryTransact}, {@link #replaceAll(Map,
 *       Map)}, {@link #snapshot} and {@link #exactSize} are linearizable together.
 *   <li>{@link #size}, {@link #containsValue}, iterators, streams and what is built on them are
 *       weakly consistent, and {@link #putAll} and {@link #clear} not atomic, as those of {@link
 *       java.util.concurrent.ConcurrentHashMap}. But what changes the map through a view, an
 *       iterator or an entry keeps out of the transactions of others.
 *   <li>A body that throws leaves the map as it was: its writes are applied when it returns. A
 *       function given to {@code compute} and its like is called at most once for each call.
 *   <li>The locks of one map cannot deadlock. Where a thread might wait for itself, because a body
 *       uses the map or a function changes it, it gets an {@link IllegalStateException}. With locks
 *       beside the map, another {@code StripedMap} included, the usual care is needed.
 *   <li>Null is refused as key and as value.
 * </ol>
 *
 * <p>Progress: a read takes no lock; it waits only while the writes of a transaction are applied to
 * the stripe of its key, never for the body. A write waits for transactions and snapshots that hold
 * the stripe of its key, and a transaction for the writes, functions and transactions on its
 * stripes. A snapshot stops all writes while it copies.
 *
 * <p>Keys belong to stripes; each stripe is a {@code ConcurrentHashMap} and a {@link
 * java.util.concurrent.locks.StampedLock}, which single writes hold shared and transactions
 * exclusively, in ascending order. It takes about 400 bytes. Where keys are independent, {@code
 * ConcurrentHashMap} itself is smaller and its writes are faster. Equality is that of {@link
 * AbstractMap}; it is not serializable.
 *
 * @param <K> keys; their {@code equals} and {@code hashCode} must not use the map
 * @param <V> values; the same holds for their {@code equals}
 */
public final class StripedMap<K, V> extends AbstractMap<K, V> implements ConcurrentMap<K, V> {

  final Stripe<K, V>[] stripes;
  final Callouts callouts = new Callouts();

  private final Striping striping;
  private final Transactions<K, V> transactions;
  private final @Nullable String name;

  /** Makes an empty map with four stripes for each processor, rounded up to a power of two. */
  public StripedMap() {
    this(
        new Striping(4 * Striping.ceilingPowerOfTwo(Runtime.getRuntime().availableProcessors())),
        null);
  }

  /**
   * Makes an empty map.
   *
   * @param stripes how many, rounded up to a power of two
   * @throws IllegalArgumentException if {@code stripes} is not from 1 to 65536
   */
  public StripedMap(int stripes) {
    this(new Striping(stripes), null);
  }

  /**
   * Makes an empty map.
   *
   * @param stripes how many, rounded up to a power of two
   * @param name what to call the map
   * @throws IllegalArgumentException if {@code stripes} is not from 1 to 65536
   */
  public StripedMap(int stripes, String name) {
    this(new Striping(stripes), Objects.requireNonNull(name, "name"));
  }

  private StripedMap(Striping striping, @Nullable String name) {
    this.striping = striping;
    this.name = name;
    this.stripes = Stripe.newArray(striping.stripes());
    Arrays.setAll(stripes, stripe -> new Stripe<>(callouts));
    this.transactions = new Transactions<>(striping, stripes, callouts);
  }

  /** The name that was given. */
  public Optional<String> name() {
    return Optional.ofNullable(name);
  }

  /** The number of stripes. */
  public int stripes() {
    return stripes.length;
  }

  Stripe<K, V> stripe(Object key) {
    return stripes[striping.of(key)];
  }

  @Override
  public @Nullable V get(Object key) {
    return stripe(key).get(key);
  }

  @Override
  public boolean containsKey(Object key) {
    return get(key) != null;
  }

  @Override
  public boolean containsValue(Object value) {
    return super.containsValue(Objects.requireNonNull(value, "value"));
  }

  @Override
  public int size() {
    callouts.refuseInBody();
    return (int) Math.min(transactions.mappings(), Integer.MAX_VALUE);
  }

  @Override
  public @Nullable V put(K key, V value) {
    return stripe(key).put(key, Objects.requireNonNull(value, "value"));
  }

  @Override
  public @Nullable V putIfAbsent(K key, V value) {
    return stripe(key).putIfAbsent(key, Objects.requireNonNull(value, "value"));
  }

  @Override
  public @Nullable V remove(Object key) {
    return stripe(key).remove(key);
  }

  @Override
  public boolean remove(Object key, @Nullable Object value) {
    return stripe(key).remove(key, value);
  }

  @Override
  public @Nullable V replace(K key, V value) {
    return stripe(key).replace(key, Objects.requireNonNull(value, "value"));
  }

  @Override
  public boolean replace(K key, V oldValue, V newValue) {
    Objects.requireNonNull(oldValue, "oldValue");
    return stripe(key).replace(key, oldValue, Objects.requireNonNull(newValue, "newValue"));
  }

  @Override
  public void clear() {
    for (Stripe<K, V> stripe : stripes) {
      stripe.clear();
    }
  }

  @Override
  public @Nullable V computeIfAbsent(
      K key, Function<? super K, ? extends @Nullable V> mappingFunction) {
    Objects.requireNonNull(mappingFunction, "mappingFunction");
    return stripe(key).computeIfAbsent(key, mappingFunction);
  }

  @Override
  public @Nullable V computeIfPresent(
      K key, BiFunction<? super K, ? super V, ? extends @Nullable V> remappingFunction) {
    Objects.requireNonNull(remappingFunction, "remappingFunction");
    return stripe(key).computeIfPresent(key, remappingFunction);
  }

  @Override
  public @Nullable V compute(
      K key, BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> remappingFunction) {
    Objects.requireNonNull(remappingFunction, "remappingFunction");
    return stripe(key).compute(key, remappingFunction);
  }

  @Override
  public @Nullable V merge(
      K key, V value, BiFunction<? super V, ? super V, ? extends @Nullable V> remappingFunction) {
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(remappingFunction, "remappingFunction");
    return stripe(key).merge(key, value, remappingFunction);
  }

  @Override
  public Set<K> keySet() {
    return new KeyView<>(this);
  }

  @Override
  public Collection<V> values() {
    return new ValueView<>(this);
  }

  @Override
  public Set<Entry<K, V>> entrySet() {
    return new EntryView<>(this);
  }

  /**
   * Runs {@code body} alone on {@code keys}: nobody else changes them meanwhile, and its writes
   * become visible all at once when it has returned. Others go on reading the old values until
   * then, so the body may take long; but those who write to the stripes of its keys wait for it.
   * Waits as {@link java.util.concurrent.locks.Lock#lock} does.
   *
   * @param keys all keys that the body may use, of any number and order; read once, beforehand
   * @param body reads and writes through its argument, and must not use the map itself
   * @return what the body returned
   * @throws IllegalStateException if called by a body or a function of the same map
   */
  public <R extends @Nullable Object> R transact(
      Collection<? extends K> keys, Function<? super Txn<K, V>, ? extends R> body) {
    return transactions.run(keys.toArray(), Objects.requireNonNull(body, "body"));
  }

  /**
   * As {@link #transact}, unless the keys do not become free in time.
   *
   * @param keys all keys that the body may use, of any number and order; read once, beforehand
   * @param timeout how long to wait for all of them together; with zero it does not wait
   * @param body must not return null
   * @return what the body returned; empty if it was not run
   * @throws IllegalArgumentException if {@code timeout} is negative
   * @throws IllegalStateException if called by a body or a function of the same map
   * @throws InterruptedException if the thread was interrupted while it waited or before; the body
   *     was not run
   * @throws NullPointerException if the body returned null, or an argument is null; the map is
   *     unchanged
   */
  public <R> Optional<R> tryTransact(
      Collection<? extends K> keys, Duration timeout, Function<? super Txn<K, V>, ? extends R> body)
      throws InterruptedException {
    Objects.requireNonNull(body, "body");
    return transactions.tryRun(keys.toArray(), Timeouts.nanos(timeout), body);
  }

  /**
   * Compares and sets several keys at once. Of the keys in {@code expected} each must have the
   * value that is given there; of the other keys in {@code update} none may have a value. If so,
   * each key in {@code update} gets the value given there, and the other keys in {@code expected}
   * stay.
   *
   * @return whether all was as expected; if not, the map is unchanged
   * @throws IllegalStateException if called by a body or a function of the same map
   */
  public boolean replaceAll(
      Map<? extends K, ? extends V> expected, Map<? extends K, ? extends V> update) {
    Map<K, V> before = new HashMap<>(Objects.requireNonNull(expected, "expected"));
    Map<K, V> after = new HashMap<>(Objects.requireNonNull(update, "update"));
    before.values().forEach(value -> Objects.requireNonNull(value, "value of expected"));
    after.values().forEach(value -> Objects.requireNonNull(value, "value of update"));
    return transactions.replaceAll(before, after);
  }

  /**
   * A copy of the map at one instant, unmodifiable. Stops all writes while it copies.
   *
   * @throws IllegalStateException if called by a body or a function of the same map
   */
  public Map<K, V> snapshot() {
    return transactions.snapshot();
  }

  /**
   * The number of keys at one instant. Waits for the writes and transactions of all stripes; {@link
   * #size} does not.
   *
   * @throws IllegalStateException if called by a body or a function of the same map
   */
  public long exactSize() {
    return transactions.exactSize();
  }
}
