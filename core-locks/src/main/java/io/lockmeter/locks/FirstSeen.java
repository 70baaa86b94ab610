package io.lockmeter.locks;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Numbers objects, by identity, in the order in which they are first seen. Thread-safe. */
final class FirstSeen {

  private final AtomicLong next = new AtomicLong();
  private final ConcurrentMap<Identity, Long> numbers = new ConcurrentHashMap<>();
  private final ReferenceQueue<Object> collected = new ReferenceQueue<>();

  long numberOf(Object object) {
    forgetCollected();
    return numbers.computeIfAbsent(
        new Identity(object, collected), unseen -> next.getAndIncrement());
  }

  int size() {
    forgetCollected();
    return numbers.size();
  }

  private void forgetCollected() {
    for (Reference<?> gone = collected.poll(); gone != null; gone = collected.poll()) {
      numbers.remove(gone);
    }
  }

  /** An object's identity, for as long as the object lives. */
  private static final class Identity extends WeakReference<Object> {
    private final int hash;

    Identity(Object object, ReferenceQueue<Object> queue) {
      super(object, queue);
      this.hash = System.identityHashCode(object);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other
          || other instanceof Identity identity && get() != null && get() == identity.get();
    }
  }
}
