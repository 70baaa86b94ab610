package io.lockmeter.engine.naming;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The places where rewritten code enters monitors, by the number that the code passes. A place of
 * the same name has the same number, so a program that loads its classes again and again uses up
 * none. Bounded; safe for use by all threads; look-ups by number are wait-free.
 */
public final class MonitorSites {

  /** Sites of about 100 bytes each; a class that does not fit is left as it is. */
  private static final int CHUNK = 1024;

  private static final int CHUNKS = 256;

  private final AtomicReferenceArray<MonitorSite @Nullable []> chunks =
      new AtomicReferenceArray<>(CHUNKS);

  /** Numbers by name, each plus 1, with gaps; at most half full. */
  private int[] numbers = new int[CHUNK];

  private int next;

  /** The number of {@code site}, or -1 if it has none and there is no room. */
  public synchronized int add(MonitorSite site) {
    if (2 * next >= numbers.length) {
      grow();
    }
    int slot = slot(numbers, site);
    if (numbers[slot] != 0) {
      return numbers[slot] - 1;
    }
    if (next >= CHUNK * CHUNKS) {
      return -1;
    }
    int id = next++;
    put(id, site);
    numbers[slot] = id + 1;
    return id;
  }

  private void put(int id, MonitorSite site) {
    int chunk = id / CHUNK;
    if (chunks.get(chunk) == null) {
      chunks.compareAndSet(chunk, null, new MonitorSite[CHUNK]);
    }
    MonitorSite[] sites = chunks.get(chunk);
    if (sites != null) {
      sites[id % CHUNK] = site;
    }
  }

  private void grow() {
    int[] larger = new int[2 * numbers.length];
    for (int number : numbers) {
      MonitorSite site = get(number - 1);
      if (site != null) {
        larger[slot(larger, site)] = number;
      }
    }
    numbers = larger;
  }

  /** Where the number of {@code site} is, or the free place where it would be. */
  private int slot(int[] table, MonitorSite site) {
    int hash = site.hashCode();
    int slot = (hash ^ hash >>> 15) & (table.length - 1);
    while (table[slot] != 0 && !site.equals(get(table[slot] - 1))) {
      slot = (slot + 1) & (table.length - 1);
    }
    return slot;
  }

  public @Nullable MonitorSite get(int id) {
    MonitorSite[] sites = id < 0 || id >= CHUNK * CHUNKS ? null : chunks.get(id / CHUNK);
    return sites == null ? null : sites[id % CHUNK];
  }
}
