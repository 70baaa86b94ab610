package io.lockmeter.engine.record;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Entries that wait for a name. Lock-free; every entry is put in once. */
final class NamingQueue {

  /** One entry in the queue. It keeps the lock's entry, not the lock. */
  static final class Pending {
    final LockEntry entry;
    @Nullable Pending next;

    Pending(LockEntry entry) {
      this.entry = entry;
    }
  }

  private final AtomicReference<@Nullable Pending> head = new AtomicReference<>();

  void add(LockEntry entry) {
    Pending pending = new Pending(entry);
    Pending first;
    do {
      first = head.get();
      pending.next = first;
    } while (!head.compareAndSet(first, pending));
  }

  /** Puts back {@code first} and what follows it. */
  void giveBack(@Nullable Pending first) {
    for (Pending pending = first; pending != null; pending = pending.next) {
      add(pending.entry);
    }
  }

  @Nullable Pending takeAll() {
    return head.getAndSet(null);
  }
}
