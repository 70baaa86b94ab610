package io.lockmeter.locks;

import java.util.stream.IntStream;

/** Keys whose stripes are known. */
final class StripedKeys {

  private StripedKeys() {}

  /** The least number from 0 that belongs to stripe {@code stripe} of {@code stripes}. */
  static int of(int stripes, int stripe) {
    Striping striping = new Striping(stripes);
    return IntStream.iterate(0, key -> key + 1)
        .filter(key -> striping.of(key) == stripe)
        .findFirst()
        .orElseThrow();
  }
}
