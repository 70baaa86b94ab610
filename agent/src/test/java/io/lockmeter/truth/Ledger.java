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
 *
 * <p>One more line says for how long its threads may have waited for anything else, such as a lock
 * of the JDK on their way: {@code UNKNOWN<tab>nanoseconds}.
 */
final class Ledger {

  static final String PREFIX = "TRUTH\t";
  static final String UNKNOWN = "UNKNOWN\t";

  private record Key(String lock, String kind) {}

  private static final class Entry {
    long least;
    long most;
    long contended;
    long abandoned;
  }

  private final Map<Key, Entry> entries = new LinkedHashMap<>();
  private long unknown;

  /** Adds a wait that ended with the lock. */
  synchronized void waited(String lock, String kind, Round round) {
    unknown += round.unknown();
    waited(lock, kind, round.least(), round.most());
  }

  synchronized void waited(String lock, String kind, long least, long most) {
    entry(lock, kind, least, most).contended++;
  }

  /** Adds a wait that ended without the lock. */
  synchronized void abandoned(String lock, String kind, Round round) {
    unknown += round.unknown();
    entry(lock, kind, round.least(), round.most()).abandoned++;
  }

  private Entry entry(String lock, String kind, long least, long most) {
    Entry entry = entries.computeIfAbsent(new Key(lock, kind), k -> new Entry());
    entry.least += least;
    entry.most += most;
    return entry;
  }

  synchronized void print() {
    System.out.println(UNKNOWN + unknown);
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
