package io.lockmeter.locks;

import java.util.concurrent.ConcurrentHashMap;

/**
 * The words of a {@link Stripe} that readers look at; a superclass so that padding follows them.
 */
abstract class StripeWords<K, V> {

  final Callouts callouts;

  final ConcurrentHashMap<K, V> data = new ConcurrentHashMap<>();

  final PaddedStampedLock lock = new PaddedStampedLock();

  /** Whether a transaction is writing into {@link #data}. Changes under the exclusive lock only. */
  boolean writing;

  StripeWords(Callouts callouts) {
    this.callouts = callouts;
  }
}
