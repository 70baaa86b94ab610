package io.lockmeter.benchmarks.locks;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Draws keys and chances for one thread, without allocating and in a few instructions. */
@State(Scope.Thread)
public class Keys {

  /** How many keys there are. */
  static final int COUNT = 1024;

  private static final Integer[] BOXED = new Integer[COUNT];

  static {
    for (int key = 0; key < COUNT; key++) {
      BOXED[key] = key;
    }
  }

  private int random = System.identityHashCode(this) | 1;

  static Integer key(int number) {
    return BOXED[number];
  }

  Integer any() {
    return BOXED[next() & (COUNT - 1)];
  }

  /** One of the first {@code bound} keys. */
  Integer anyOf(int bound) {
    return BOXED[(next() >>> 1) % bound];
  }

  boolean chance(int percent) {
    return (next() >>> 1) % 100 < percent;
  }

  /** Xorshift: Marsaglia, Journal of Statistical Software 8, 2003. */
  private int next() {
    int x = random;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    random = x;
    return x;
  }
}
