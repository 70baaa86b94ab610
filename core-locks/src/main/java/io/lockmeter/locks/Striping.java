package io.lockmeter.locks;

import java.util.Arrays;
import java.util.Objects;

/**
 * Assigns keys to stripes, whose number is a power of two.
 *
 * <p>Hash codes are spread by Fibonacci hashing (Knuth, The Art of Computer Programming, volume 3,
 * 6.4), so that keys whose hash codes differ by a power of two do not share a stripe.
 */
final class Striping {

  private static final int MAX_BITS = 16;
  private static final int GOLDEN_RATIO = 0x9E3779B9;

  private final int bits;

  /** For that many stripes, rounded up to a power of two. */
  Striping(int stripes) {
    if (stripes < 1 || stripes > 1 << MAX_BITS) {
      throw new IllegalArgumentException(
          "stripes must be from 1 to " + (1 << MAX_BITS) + ", but is " + stripes);
    }
    bits = Integer.numberOfTrailingZeros(ceilingPowerOfTwo(stripes));
  }

  int stripes() {
    return 1 << bits;
  }

  static int ceilingPowerOfTwo(int number) {
    return number <= 1 ? 1 : Integer.highestOneBit(number - 1) << 1;
  }

  int of(Object key) {
    int hash = Objects.requireNonNull(key, "key").hashCode();
    return (hash * GOLDEN_RATIO) >>> MAX_BITS >>> (MAX_BITS - bits);
  }

  /** The stripes of all keys, each once, in ascending order. */
  int[] ofAll(Object[] keys) {
    int[] ascending = new int[keys.length];
    for (int i = 0; i < keys.length; i++) {
      ascending[i] = of(keys[i]);
    }
    Arrays.sort(ascending);
    int distinct = 0;
    for (int stripe : ascending) {
      if (distinct == 0 || ascending[distinct - 1] != stripe) {
        ascending[distinct++] = stripe;
      }
    }
    return distinct == ascending.length ? ascending : Arrays.copyOf(ascending, distinct);
  }
}
