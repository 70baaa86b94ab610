package io.lockmeter.locks;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a {@link StripedMap} does with several stripes at once, holding them exclusively. */
final class Transactions<K, V> {

  private final Striping striping;
  private final Stripe<K, V>[] stripes;
  private final Callouts callouts;

  Transactions(Striping striping, Stripe<K, V>[] stripes, Callouts callouts) {
    this.striping = striping;
    this.stripes = stripes;
    this.callouts = callouts;
  }

  <R extends @Nullable Object> R run(Object[] keys, Function<? super Txn<K, V>, ? extends R> body) {
    callouts.refuse();
    StripeSet<K, V> held = stripesOf(keys);
    try {
      held.lock();
      return runLocked(keys, body);
    } finally {
      held.unlock();
    }
  }

  <R> Optional<R> tryRun(Object[] keys, long nanos, Function<? super Txn<K, V>, ? extends R> body)
      throws InterruptedException {
    callouts.refuse();
    StripeSet<K, V> held = stripesOf(keys);
    if (!held.tryLock(nanos)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          runLocked(keys, txn -> Objects.requireNonNull(body.apply(txn), "result of body")));
    } finally {
      held.unlock();
    }
  }

  private StripeSet<K, V> stripesOf(Object[] keys) {
    int[] ascending = striping.ofAll(keys);
    Stripe<K, V>[] set = Stripe.newArray(ascending.length);
    for (int i = 0; i < ascending.length; i++) {
      set[i] = stripes[ascending[i]];
    }
    return new StripeSet<>(set);
  }

  private <R extends @Nullable Object> R runLocked(
      Object[] keys, Function<? super Txn<K, V>, ? extends R> body) {
    callouts.enterBody();
    try {
      Stripe<K, V>[] stripeOfKey = Stripe.newArray(keys.length);
      for (int i = 0; i < keys.length; i++) {
        stripeOfKey[i] = stripes[striping.of(keys[i])];
      }
      return new Txn<>(keys, stripeOfKey).run(body);
    } finally {
      callouts.leave();
    }
  }

  boolean replaceAll(Map<K, V> expected, Map<K, V> update) {
    Set<K> keys = new HashSet<>(expected.keySet());
    keys.addAll(update.keySet());
    return this.<Boolean>run(
        keys.toArray(),
        txn -> {
          for (K key : keys) {
            if (!Objects.equals(expected.get(key), txn.get(key))) {
              return false;
            }
          }
          update.forEach(txn::put);
          return true;
        });
  }

  Map<K, V> snapshot() {
    callouts.refuse();
    StripeSet<K, V> held = new StripeSet<>(stripes);
    try {
      held.lock();
      Map<K, V> copy = new HashMap<>((int) Math.min(mappings() * 4 / 3 + 1, 1 << 30));
      for (Stripe<K, V> stripe : stripes) {
        copy.putAll(stripe.data);
      }
      return Collections.unmodifiableMap(copy);
    } finally {
      held.unlock();
    }
  }

  long exactSize() {
    callouts.refuse();
    StripeSet<K, V> held = new StripeSet<>(stripes);
    try {
      held.lock();
      return mappings();
    } finally {
      held.unlock();
    }
  }

  /** The number of keys; exact if no stripe changes meanwhile. */
  long mappings() {
    long mappings = 0;
    for (Stripe<K, V> stripe : stripes) {
      mappings += stripe.data.mappingCount();
    }
    return mappings;
  }
}
