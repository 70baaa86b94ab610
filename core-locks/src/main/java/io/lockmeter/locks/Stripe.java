package io.lockmeter.locks;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The part of a {@link StripedMap} whose keys belong to one stripe.
 *
 * <ol>
 *   <li>Who changes one key holds the lock shared: the map inside orders such changes.
 *   <li>A transaction holds the locks of its stripes exclusively, from before its first read to
 *       after its last write. It marks all stripes that it will write to by {@link #beginWrites}
 *       before its first write, and takes the marks off by {@link #endWrites} after its last.
 *   <li>A reader of one key takes no lock: it waits while there is a mark, and then reads. So it
 *       never waits for code of the application: who writes has all the locks that it needs, and
 *       nobody else can be inside the maps that it writes to.
 * </ol>
 *
 * <p>Why that is linearizable: a transaction takes effect when all its marks are set. A reader that
 * still returns an old value after that began before, for else it had waited; so its read may count
 * as the earlier of the two. A reader that starts after another one has returned a new value finds
 * the mark, or finds the transaction over.
 */
final class Stripe<K, V> extends StripeWords<K, V> {

  private static final VarHandle WRITING;

  static {
    try {
      WRITING = MethodHandles.lookup().findVarHandle(StripeWords.class, "writing", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final int SPINS = 100;

  @SuppressWarnings("unused")
  private long p00, p01, p02, p03, p04, p05, p06, p07, p08, p09, p10, p11, p12, p13, p14, p15;

  Stripe(Callouts callouts) {
    super(callouts);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  static <K, V> Stripe<K, V>[] newArray(int length) {
    return new Stripe[length];
  }

  @Nullable V get(Object key) {
    callouts.refuseInBody();
    for (int spins = 0; (boolean) WRITING.getAcquire(this); ) {
      spins = pause(spins);
    }
    return data.get(key);
  }

  private static int pause(int spins) {
    if (spins < SPINS) {
      Thread.onSpinWait();
      return spins + 1;
    }
    Thread.yield();
    return spins;
  }

  /** Makes readers wait. */
  void beginWrites() {
    WRITING.setOpaque(this, true);
    VarHandle.storeStoreFence();
  }

  /** Lets readers go on. */
  void endWrites() {
    WRITING.setRelease(this, false);
  }

  @Nullable V put(K key, V value) {
    callouts.refuse();
    long stamp = lock.readLock();
    try {
      return data.put(key, value);
    } finally {
      lock.unlockRead(stamp);
    }
  }

  @Nullable V putIfAbsent(K key, V value) {
    callouts.refuse();
    long stamp = lock.readLock();
    try {
      return data.putIfAbsent(key, value);
    } finally {
      lock.unlockRead(stamp);
    }
  }

  @Nullable V remove(Object key) {
    callouts.refuse();
    long stamp = lock.readLock();
    try {
      return data.remove(key);
    } finally {
      lock.unlockRead(stamp);
    }
  }

  boolean remove(Object key, @Nullable Object value) {
    callouts.refuse();
    long stamp = lock.readLock();
    try {
      return data.remove(key, value);
    } finally {
      lock.unlockRead(stamp);
    }
  }

  @Nullable V replace(K key, V value) {
    callouts.refuse();
    long stamp = lock.readLock();
    try {
      return data.replace(key, value);
    } finally {
      lock.unlockRead(stamp);
    }
  }

  boolean replace(K key, V oldValue, V newValue) {
    callouts.refuse();
    long stamp = lock.readLock();
    try {
      return data.replace(key, oldValue, newValue);
    } finally {
      lock.unlockRead(stamp);
    }
  }

  @Nullable V computeIfAbsent(K key, Function<? super K, ? extends @Nullable V> function) {
    V present = get(key);
    if (present != null) {
      return present;
    }
    callouts.enterFunction();
    long stamp = lock.readLock();
    try {
      return data.computeIfAbsent(key, function);
    } finally {
      lock.unlockRead(stamp);
      callouts.leave();
    }
  }

  @Nullable V computeIfPresent(
      K key, BiFunction<? super K, ? super V, ? extends @Nullable V> function) {
    callouts.enterFunction();
    long stamp = lock.readLock();
    try {
      return data.computeIfPresent(key, function);
    } finally {
      lock.unlockRead(stamp);
      callouts.leave();
    }
  }

  @Nullable V compute(
      K key, BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> function) {
    callouts.enterFunction();
    long stamp = lock.readLock();
    try {
      return data.compute(key, function);
    } finally {
      lock.unlockRead(stamp);
      callouts.leave();
    }
  }

  @Nullable V merge(
      K key, V value, BiFunction<? super V, ? super V, ? extends @Nullable V> function) {
    callouts.enterFunction();
    long stamp = lock.readLock();
    try {
      return data.merge(key, value, function);
    } finally {
      lock.unlockRead(stamp);
      callouts.leave();
    }
  }

  void clear() {
    callouts.refuse();
    long stamp = lock.readLock();
    try {
      data.clear();
    } finally {
      lock.unlockRead(stamp);
    }
  }
}
