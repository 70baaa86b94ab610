package io.lockmeter.engine.record;

/**
 * A sampled hold of a monitor, packed into the token that rewritten code carries from enter to
 * exit: negative; the lowest four bits of its absolute value are the logarithm of the weight, the
 * rest the time of the acquisition.
 */
final class MonitorHold {

  private static final int WEIGHT_BITS = 4;

  private MonitorHold() {}

  /**
   * @param weight a power of two
   */
  static long token(long since, int weight) {
    return -(since << WEIGHT_BITS | Integer.numberOfTrailingZeros(weight));
  }

  static long since(long token) {
    return -token >>> WEIGHT_BITS;
  }

  static int weight(long token) {
    return 1 << (-token & ((1 << WEIGHT_BITS) - 1));
  }
}
