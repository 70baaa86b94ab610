package io.lockmeter.engine.record;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A hash table of chained nodes with a fixed number of buckets.
 *
 * <ol>
 *   <li>Look-ups are wait-free, insertions lock-free: a node is pushed at the head of its chain.
 *   <li>Only {@link #sweep} unlinks, and it is called by one thread at a time; so {@code next} of a
 *       linked node has a single writer, and a reader that stands on an unlinked node still reaches
 *       the rest of the chain.
 * </ol>
 */
final class WeakTable<N extends WeakNode<?, N>> {

  private static final int BUCKETS = 1 << 14;

  private final AtomicReferenceArray<@Nullable N> heads = new AtomicReferenceArray<>(BUCKETS);
  private final AtomicInteger size = new AtomicInteger();

  @Nullable N head(int hash) {
    return heads.getAcquire(index(hash));
  }

  /** Links {@code node} in front of {@code head}, or returns false if the head has changed. */
  boolean push(N node, @Nullable N head) {
    node.next = head;
    if (heads.compareAndSet(index(node.hash), head, node)) {
      size.incrementAndGet();
      return true;
    }
    return false;
  }

  int size() {
    return size.get();
  }

  void forEach(Consumer<N> action) {
    for (int i = 0; i < BUCKETS; i++) {
      for (N node = heads.getAcquire(i); node != null; node = node.next) {
        action.accept(node);
      }
    }
  }

  /** Unlinks the nodes that {@code gone} accepts. */
  void sweep(Predicate<N> gone) {
    for (int i = 0; i < BUCKETS; i++) {
      N previous = null;
      for (N node = heads.getAcquire(i); node != null; node = node.next) {
        if (!gone.test(node)) {
          previous = node;
        } else {
          unlink(i, node, previous);
          size.decrementAndGet();
        }
      }
    }
  }

  private void unlink(int bucket, N node, @Nullable N previous) {
    if (previous == null) {
      if (heads.compareAndSet(bucket, node, node.next)) {
        return;
      }
      for (N n = heads.getAcquire(bucket); n != node && n != null; n = n.next) {
        previous = n;
      }
    }
    if (previous != null) {
      previous.next = node.next;
    }
  }

  private static int index(int hash) {
    return (hash ^ (hash >>> 15)) & (BUCKETS - 1);
  }
}
