package io.lockmeter.engine.analyze;

/**
 * When a lock is flagged: its wait ratio is over the limit, with enough waits to mean something, in
 * two windows in a row. It is cleared after three windows in a row well under the limit.
 */
final class FlagRule {

  private static final int MIN_CONTENDED = 20;
  private static final double MIN_WAITERS = 0.05;
  private static final int WINDOWS_TO_FLAG = 2;
  private static final int WINDOWS_TO_CLEAR = 3;
  private static final double CLEAR_SHARE = 0.8;

  private final double limit;
  private int over;
  private int under;
  private boolean flagged;
  private boolean ever;

  FlagRule(double limit) {
    this.limit = limit;
  }

  /**
   * Takes one window into account.
   *
   * @param waiters mean number of threads waiting
   * @return whether the lock was flagged or cleared by it
   */
  boolean window(double ratio, long contended, double waiters) {
    boolean hot = ratio > limit && contended >= MIN_CONTENDED && waiters >= MIN_WAITERS;
    over = hot ? over + 1 : 0;
    under = ratio < CLEAR_SHARE * limit ? under + 1 : 0;
    if (!flagged && over >= WINDOWS_TO_FLAG) {
      flagged = true;
      ever = true;
      return true;
    }
    if (flagged && under >= WINDOWS_TO_CLEAR) {
      flagged = false;
      return true;
    }
    return false;
  }

  boolean flagged() {
    return flagged;
  }

  boolean everFlagged() {
    return ever;
  }
}
