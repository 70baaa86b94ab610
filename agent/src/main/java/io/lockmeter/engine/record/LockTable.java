package io.lockmeter.engine.record;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The entries of all lock objects seen, by identity. Bounded: when it is full, further locks share
 * one entry a kind, so that totals stay exact though names are lost.
 */
final class LockTable {

  /** At about 200 bytes each; entries of collected locks make room again. */
  static final int MAX_ENTRIES = 1 << 16;

  static final String OVERFLOW = "__overflow__";

  /** Entries that are there from the start. */
  static final int FIXED = 8;

  private final WeakTable<LockEntry> table = new WeakTable<>();
  private final ClassReferences classes = new ClassReferences();
  private final LockEntry[] overflow = new LockEntry[FIXED];
  private final LongAdder refused = new LongAdder();
  private final Object[] anchors = new Object[overflow.length];

  LockTable() {
    for (int kind = 0; kind < overflow.length; kind++) {
      anchors[kind] = new Object();
      LockEntry entry = entry(anchors[kind], kind, kind, Object.class);
      entry.givenName = OVERFLOW;
      overflow[kind] = entry;
      table.push(entry, table.head(kind));
    }
  }

  private LockEntry entry(Object lock, int hash, int kind, Class<?> lockClass) {
    return new LockEntry(lock, hash, kind, lockClass, classes.of(lockClass));
  }

  @Nullable LockEntry find(Object lock, int kind) {
    return find(table.head(hash(lock, kind)), lock, kind);
  }

  private static @Nullable LockEntry find(@Nullable LockEntry head, Object lock, int kind) {
    for (LockEntry entry = head; entry != null; entry = entry.next) {
      if (entry.kind == kind && entry.refersTo(lock)) {
        return entry;
      }
    }
    return null;
  }

  /** Finds the entry, or makes one. */
  LockEntry get(Object lock, int kind, Class<?> lockClass) {
    int hash = hash(lock, kind);
    while (true) {
      LockEntry head = table.head(hash);
      LockEntry entry = find(head, lock, kind);
      if (entry != null) {
        return entry;
      }
      if (table.size() >= MAX_ENTRIES) {
        refused.increment();
        return overflow[kind];
      }
      entry = entry(lock, hash, kind, lockClass);
      if (table.push(entry, head)) {
        return entry;
      }
    }
  }

  boolean isOverflow(LockEntry entry) {
    return overflow[entry.kind] == entry;
  }

  boolean halfFull() {
    return table.size() >= MAX_ENTRIES / 2;
  }

  /** Look-ups that found no room. */
  long refused() {
    return refused.sum();
  }

  int size() {
    return table.size();
  }

  void forEach(Consumer<LockEntry> action) {
    table.forEach(action);
  }

  void sweep(Predicate<LockEntry> gone) {
    table.sweep(gone);
  }

  private static int hash(Object lock, int kind) {
    return System.identityHashCode(lock) * 31 + kind;
  }
}
