package io.lockmeter.engine.instrument.monitor;

/**
 * The methods whose monitors are all hooked, so that a wait in one is not counted a second time
 * when it comes from another source. Thread-safe.
 *
 * <p>Loaders are left out: where two of them define a class of the same name from different files,
 * a method rewritten in one is taken to be rewritten in both. So are names: a method is kept as a
 * hash of 64 bits. Bounded at {@value #MAX} methods of 16 bytes; a method beyond is not contained.
 */
public final class RewrittenMethods {

  private static final int MAX = 1 << 18;

  private long[] table = new long[1024];
  private int size;

  synchronized void add(String className, String method, String descriptor) {
    if (size >= MAX) {
      return;
    }
    if (2 * size >= table.length) {
      grow();
    }
    int slot = slot(table, hash(className, method, descriptor));
    if (table[slot] == 0) {
      table[slot] = hash(className, method, descriptor);
      size++;
    }
  }

  /**
   * Whether all monitors of a method are hooked.
   *
   * @param className as {@code Class.getName()} gives it
   * @param descriptor as in a class file
   */
  public synchronized boolean contains(String className, String method, String descriptor) {
    return table[slot(table, hash(className, method, descriptor))] != 0;
  }

  private void grow() {
    long[] larger = new long[2 * table.length];
    for (long hash : table) {
      if (hash != 0) {
        larger[slot(larger, hash)] = hash;
      }
    }
    table = larger;
  }

  /** Where {@code hash} is, or the free place where it would be. */
  private static int slot(long[] table, long hash) {
    int slot = (int) (hash >>> 32) & (table.length - 1);
    while (table[slot] != 0 && table[slot] != hash) {
      slot = (slot + 1) & (table.length - 1);
    }
    return slot;
  }

  private static long hash(String className, String method, String descriptor) {
    long hash = mix(mix(mix(0xCBF29CE484222325L, className), method), descriptor);
    hash ^= hash >>> 32;
    hash *= 0x9E3779B97F4A7C15L;
    return hash == 0 ? 1 : hash;
  }

  /** FNV-1a, over characters. */
  private static long mix(long seed, String text) {
    long hash = seed;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
    }
    return (hash ^ 0xFFFF) * 0x100000001B3L;
  }
}
