package io.lockmeter.engine.record;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** A link of a {@link WeakTable}'s chain, which refers to its subject weakly. */
abstract class WeakNode<T, N extends WeakNode<T, N>> extends WeakReference<T> {

  final int hash;
  @Nullable N next;

  WeakNode(T subject, int hash) {
    super(subject);
    this.hash = hash;
  }
}
