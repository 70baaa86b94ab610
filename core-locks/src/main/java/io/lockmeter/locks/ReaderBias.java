package io.lockmeter.locks;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Whether readers may enter through slots rather than through the lock behind them.
 *
 * <p>A reader takes its slot and then looks whether the bias is still on; a writer turns the bias
 * off and then looks at the slots. These accesses are volatile, so at least one of the two sees the
 * other. A writer is in once it holds the lock behind and has seen each slot free after the bias
 * went off. The bias goes on only by the hand of a thread that holds the lock behind.
 */
class ReaderBias {

  /** No reader is in a slot, and none may enter one. */
  private static final int OFF = 0;

  /** No reader may enter a slot, but some may still be in one. */
  private static final int REVOKED = 1;

  /** Readers enter through slots. */
  private static final int ON = 2;

  private static final VarHandle MODE;
  private static final VarHandle SLOTS;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      MODE = lookup.findVarHandle(ReaderBias.class, "mode", int.class);
      SLOTS = lookup.findVarHandle(ReaderBias.class, "slots", ReaderSlots.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final int slotCount;
  private final int chanceMask;
  private final int inhibition;
  private volatile int mode = OFF;
  private volatile @Nullable ReaderSlots slots;

  // Guarded by the lock behind: writers write it, readers read it.
  private long revokedAt;
  private long inhibitedNanos;

  /**
   * Makes a bias that is off.
   *
   * @param chanceMask one less than the power of two that is the number of slow reads, on average,
   *     per attempt to turn the bias on
   * @param inhibition how many times as long as a revocation took the bias stays off after it
   */
  ReaderBias(int slotCount, int chanceMask, int inhibition) {
    this.slotCount = slotCount;
    this.chanceMask = chanceMask;
    this.inhibition = inhibition;
  }

  ReaderSlots newSlots(int count) {
    return new ReaderSlots(count);
  }

  /** Lets a reader in through its slot if it is in there already, or if the bias is on. */
  boolean enter(long id) {
    int mode = this.mode;
    ReaderSlots slots = this.slots;
    if (mode == OFF || slots == null || id == ThreadIds.NONE) {
      return false;
    }
    if (slots.reenter(id)) {
      return true;
    }
    if (mode != ON || !slots.take(id)) {
      return false;
    }
    if (isOn()) {
      return true;
    }
    slots.leave(id);
    return false;
  }

  boolean isOn() {
    return mode == ON;
  }

  /** Lets a reader out if it is in through its slot. */
  boolean leave(long id) {
    ReaderSlots slots = this.slots;
    return mode != OFF && slots != null && id != ThreadIds.NONE && slots.leave(id);
  }

  /** How many times the thread is in through its slot. */
  long holds(long id) {
    ReaderSlots slots = this.slots;
    return mode == OFF || slots == null || id == ThreadIds.NONE ? 0 : slots.holds(id);
  }

  /** How many holds there are in all slots, while they change. */
  long estimatedHolds() {
    ReaderSlots slots = this.slots;
    return slots == null ? 0 : slots.estimatedHolds();
  }

  /** Whether whoever holds the lock behind for writing need not mind readers in slots. */
  boolean isOff() {
    return mode == OFF;
  }

  /**
   * Whether a reader that is about to take the lock behind is to call {@link #turnOn} once it has
   * it. Makes the slots, so that nothing can fail for want of memory while the lock is held.
   */
  boolean isDue() {
    // By chance: a counter would be one more word that all readers write.
    if (mode == ON || (ThreadLocalRandom.current().nextInt() & chanceMask) != 0) {
      return false;
    }
    if (slots == null) {
      SLOTS.compareAndSet(this, null, newSlots(slotCount));
    }
    return true;
  }

  /** Turns the bias on unless it is too early; the caller holds the lock behind for reading. */
  void turnOn() {
    if (inhibitedNanos == 0 || System.nanoTime() - revokedAt >= inhibitedNanos) {
      mode = ON;
    }
  }

  /** Makes readers from now on queue behind a writer that is going to wait. */
  void announceWriter() {
    if (mode == ON) {
      MODE.compareAndSet(this, ON, REVOKED);
    }
  }

  /**
   * Lets in a writer that holds the lock behind, unless a reader is in a slot: then nothing changes
   * for readers.
   */
  boolean tryRevoke() {
    ReaderSlots slots = this.slots;
    int before = mode;
    if (before == OFF || slots == null) {
      return true;
    }
    if (slots.anyTaken()) {
      return false;
    }
    mode = REVOKED;
    long start = System.nanoTime();
    if (slots.anyTaken()) {
      mode = before;
      return false;
    }
    inhibit(start);
    mode = OFF;
    return true;
  }

  /**
   * Lets in a writer that holds the lock behind, once no reader is in a slot. If that takes too
   * long, or the thread is interrupted before, readers may not enter slots until the bias is turned
   * on again.
   *
   * @param blocker what the thread is seen to wait for
   */
  boolean revoke(Object blocker, long nanos) throws InterruptedException {
    ReaderSlots slots = this.slots;
    if (mode == OFF || slots == null) {
      return true;
    }
    mode = REVOKED;
    long start = System.nanoTime();
    boolean free = false;
    try {
      free = slots.awaitFree(blocker, nanos);
    } finally {
      inhibit(start);
    }
    if (free) {
      mode = OFF;
    }
    return free;
  }

  /** As {@link #revoke}, but puts off interrupts and does not give up. */
  void revokeUninterruptibly(Object blocker) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          if (revoke(blocker, Long.MAX_VALUE)) {
            return;
          }
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void inhibit(long start) {
    revokedAt = System.nanoTime();
    inhibitedNanos = (revokedAt - start) * inhibition;
  }
}
