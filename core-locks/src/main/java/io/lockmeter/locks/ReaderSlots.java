package io.lockmeter.locks;

import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * Where readers leave their ids, each in a slot that its id determines, so that readers on
 * different processors write to different memory. A slot is one thread's at a time.
 */
class ReaderSlots {

  private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);

  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;
  private static final int HASH_BITS = 24;
  private static final int MAX_SLOTS = 256;
  private static final int SLOTS_PER_PROCESSOR = 4;

  // 128 bytes: two cache lines, because processors fetch neighbours in pairs.
  private static final int STRIDE = 16;

  private static final long SPIN_NANOS = MICROSECONDS.toNanos(2);
  private static final long YIELD_NANOS = MICROSECONDS.toNanos(50);
  private static final long MAX_PARK_NANOS = MILLISECONDS.toNanos(1);

  private final int slots;
  private final long[] words;

  ReaderSlots(int slots) {
    this.slots = slots;
    // The first stride keeps the array's header, with its length, apart from the first slot.
    this.words = new long[(slots + 1) * STRIDE];
  }

  static int slotsForThisMachine() {
    return Math.min(MAX_SLOTS, SLOTS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors());
  }

  /** Counts one more hold of a thread that has its slot; never waits. */
  boolean reenter(long id) {
    int owner = owner(id);
    if ((long) WORDS.getOpaque(words, owner) != id) {
      return false;
    }
    setMoreHolds(owner, moreHolds(owner) + 1);
    return true;
  }

  /** Takes the slot of a thread that does not have it, if no other thread has. */
  boolean take(long id) {
    int owner = owner(id);
    return (long) WORDS.getOpaque(words, owner) == ThreadIds.NONE
        && WORDS.compareAndSet(words, owner, ThreadIds.NONE, id);
  }

  /** Gives back one hold of a thread, if it has its slot. */
  boolean leave(long id) {
    int owner = owner(id);
    if ((long) WORDS.getOpaque(words, owner) != id) {
      return false;
    }
    long more = moreHolds(owner);
    if (more > 0) {
      setMoreHolds(owner, more - 1);
    } else {
      WORDS.setRelease(words, owner, ThreadIds.NONE);
    }
    return true;
  }

  /** How many holds a thread has in its slot. */
  long holds(long id) {
    int owner = owner(id);
    return (long) WORDS.getOpaque(words, owner) == id ? 1 + moreHolds(owner) : 0;
  }

  /** How many holds there are in all slots, while they change. */
  long estimatedHolds() {
    long holds = 0;
    for (int slot = 0; slot < slots; slot++) {
      if (isTaken(slot)) {
        holds += 1 + moreHolds(owner(slot));
      }
    }
    return holds;
  }

  boolean anyTaken() {
    for (int slot = 0; slot < slots; slot++) {
      if (isTaken(slot)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Waits until each slot was seen free, at most {@code nanos} nanoseconds: it spins, then yields,
   * then parks for an eighth of the time waited so far, which bounds what it is late by.
   *
   * @return whether each was
   */
  boolean awaitFree(Object blocker, long nanos) throws InterruptedException {
    long start = System.nanoTime();
    for (int slot = 0; slot < slots; slot++) {
      while (isTaken(slot)) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        long waited = System.nanoTime() - start;
        if (waited >= nanos) {
          return false;
        }
        if (waited < SPIN_NANOS) {
          Thread.onSpinWait();
        } else if (waited < YIELD_NANOS) {
          Thread.yield();
        } else {
          long park = Math.min(MAX_PARK_NANOS, waited / 8);
          LockSupport.parkNanos(blocker, Math.min(park, nanos - waited));
        }
      }
    }
    return true;
  }

  private boolean isTaken(int slot) {
    return (long) WORDS.getVolatile(words, owner(slot)) != ThreadIds.NONE;
  }

  private long moreHolds(int owner) {
    return (long) WORDS.getOpaque(words, owner + 1);
  }

  // Only the slot's owner changes this: it needs no atomic addition.
  private void setMoreHolds(int owner, long holds) {
    WORDS.setOpaque(words, owner + 1, holds);
  }

  private static int owner(int slot) {
    return (slot + 1) * STRIDE;
  }

  // Fibonacci hashing (Knuth, 6.4): threads started one after another get different slots.
  private int owner(long id) {
    return owner((int) (((id * GOLDEN_RATIO) >>> (Long.SIZE - HASH_BITS)) * slots >>> HASH_BITS));
  }
}
