package io.lockmeter.truth;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a program knows of its own waits, printed for the test as one line per lock: {@code
 * TRUTH<tab>lock<tab>kind<tab>nanos<tab>contended<tab>abandoned}.
 */
final class Ledger {

  static final String PREFIX = "TRUTH\t";

  private record Key(String lock, String kind) {}

  private static final class Entry {
    long nanos;
    long contended;
    long abandoned;
  }

  private final Map<Key, Entry> entries = new LinkedHashMap<>();

  synchronized void waited(String lock, String kind, long nanos) {
    Entry entry = entries.computeIfAbsent(new Key(lock, kind), k -> new Entry());
    entry.nanos += nanos;
    entry.contended++;
  }

  synchronized void abandoned(String lock, String kind, long nanos) {
    Entry entry = entries.computeIfAbsent(new Key(lock, kind), k -> new Entry());
    entry.nanos += nanos;
    entry.abandoned++;
  }

  synchronized void print() {
    entries.forEach(
        (key, entry) ->
            System.out.println(
                PREFIX
                    + key.lock
                    + "\t"
                    + key.kind
                    + "\t"
                    + entry.nanos
                    + "\t"
                    + entry.contended
                    + "\t"
                    + entry.abandoned));
  }
}
