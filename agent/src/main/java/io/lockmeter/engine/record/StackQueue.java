package io.lockmeter.engine.record;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Whole stacks of threads that waited for a lock or released it: a few samples, which a thread of
 * the agent takes out. Lock-free.
 *
 * <p>They tell who called the place of a wait, and nothing depends on them, so their rate is low:
 * for each lock as {@link StackSpacing} says, and {@link #STACKS_PER_SLICE} in 50 ms for all
 * together.
 */
final class StackQueue {

  private static final int STACKS_PER_SLICE = 5;

  /** Callers kept beyond the first application frame. */
  static final int CALLERS = 24;

  /** One stack. It keeps the lock's entry, not the lock. */
  static final class Sample {
    final LockEntry entry;
    final boolean released;
    final Site site;
    final List<StackWalker.StackFrame> frames;
    final long waitNanos;
    @Nullable Sample next;

    private Sample(
        LockEntry entry,
        boolean released,
        Site site,
        List<StackWalker.StackFrame> frames,
        long waitNanos) {
      this.entry = entry;
      this.released = released;
      this.site = site;
      this.frames = frames;
      this.waitNanos = waitNanos;
    }
  }

  private final CaptureBudget budget = new CaptureBudget(STACKS_PER_SLICE);
  private final AtomicReference<@Nullable Sample> head = new AtomicReference<>();

  /** Whether a stack may be taken now. */
  boolean take(long now) {
    return budget.take(now);
  }

  /**
   * Adds a stack.
   *
   * @param released whether the lock was released there, else a thread waited
   * @param waitNanos the wait that it stands for
   */
  void add(
      LockEntry entry,
      boolean released,
      Site site,
      List<StackWalker.StackFrame> frames,
      long waitNanos) {
    Sample sample = new Sample(entry, released, site, frames, waitNanos);
    Sample first;
    do {
      first = head.get();
      sample.next = first;
    } while (!head.compareAndSet(first, sample));
  }

  @Nullable Sample takeAll() {
    return head.getAndSet(null);
  }
}
