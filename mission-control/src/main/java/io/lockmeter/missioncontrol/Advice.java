package io.lockmeter.missioncontrol;

/** What to do about a lock, judged by how it was used. */
final class Advice {

  /** Longer than any computation in memory that a lock is good for. */
  private static final long LONG_HOLD_NANOS = 1_000_000;

  private static final String MORE =
      " Lockmeter's guide on choosing a replacement leads from a lock to the type that fits.";

  private Advice() {}

  static String on(LockFigures lock) {
    return does(lock) + MORE;
  }

  private static String does(LockFigures lock) {
    String kind = lock.key().kind();
    if (lock.meanHoldNanos() >= LONG_HOLD_NANOS) {
      return "The lock is held for {meanHold} on average. Move what takes long, such as I/O or calls"
          + " to other services, out from under it, or give each thing that it guards a lock of its"
          + " own.";
    }
    if (kind.equals("read") || kind.equals("stamped_read")) {
      return "Readers wait for writers. Make the writing sections shorter, or let readers use an"
          + " immutable copy that writers replace.";
    }
    if (lock.meanHoldNanos() > 0) {
      return "The lock is held for {meanHold} on average, and is taken too often for that. Split what"
          + " it guards, one lock for each key, or use a concurrent collection or counter instead.";
    }
    return "Hold the lock for a shorter time, or split what it guards: a lock for each key, a"
        + " concurrent collection or counter.";
  }
}
