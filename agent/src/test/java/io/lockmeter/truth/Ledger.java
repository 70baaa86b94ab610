package io.lockmeter.truth;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a program knows of its own waits, printed for the test as one line per lock: {@code
 * TRUTH<tab>lock<tab>kind<tab>least<tab>most<tab>contended<tab>abandoned}.
 *
 * <p>A wait is known from two sides. It took at least as long as the lock was held after the thread
 * was seen waiting, and at most as long as the thread itself measured around its attempt. On a
 * machine with a free processor the two are a fraction of a millisecond apart.
 */
final class Ledger {

  static final String PREFIX = "TRUTH\t";

  private record Key(String lock, String kind) {}

  private static final class Entry {
    long least;
    long most;
    long contended;
    long abandoned;
  }

  private final Map<Key, Entry> entries = new LinkedHashMap<>();

  synchronized void waited(String lock, String kind, long least, long most) {
    Entry entry = entries.computeIfAbsent(new Key(lock, kind), k -> new Entry());
    entry.least += least;
    entry.most += most;
    entry.contended++;
  }

  synchronized void abandoned(String lock, String kind, long least, long most) {
    Entry entry = entries.computeIfAbsent(new Key(lock, kind), k -> new Entry());
    entry.least += least;
    entry.most += most;
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
                    + entry.least
                    + "\t"
                    + entry.most
                    + "\t"
                    + entry.contended
                    + "\t"
                    + entry.abandoned));
  }
}
