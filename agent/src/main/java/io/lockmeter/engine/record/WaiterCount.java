package io.lockmeter.engine.record;

import java.util.function.Consumer;

/** Counts the threads that wait for one lock. */
final class WaiterCount implements Consumer<ThreadState> {

  private final LockEntry entry;
  int waiters;

  WaiterCount(LockEntry entry) {
    this.entry = entry;
  }

  @Override
  public void accept(ThreadState state) {
    if (state.waiting()) {
      Object monitor = state.waitMonitor;
      if (state.waitEntry == entry || (monitor != null && entry.refersTo(monitor))) {
        waiters++;
      }
    }
  }
}
