package io.lockmeter.safety.soak;

/** A lock that one thread holds while another tries to get it. */
public interface Subject {

  /** Acquires the lock, runs {@code inside}, releases the lock. */
  void hold(Runnable inside);

  /** Tries to acquire the lock, and releases it again if that succeeds. */
  void attempt();

  /** Its name and kind in reports, separated by a space. */
  String label();

  /** Whether an attempt ends by itself while the lock is held. */
  default boolean givesUp() {
    return false;
  }
}
