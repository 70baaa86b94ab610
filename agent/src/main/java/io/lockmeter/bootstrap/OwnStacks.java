package io.lockmeter.bootstrap;

import jdk.internal.misc.Unsafe;

/**
 * Pages of memory that are known to be part of a thread's stack. Where the JVM locks an object by
 * an address on the stack of its owner, in its mark word ({@code LockingMode=1}, up to JDK 22 by
 * default), they tell a monitor that the caller holds from one that it has to wait for, without a
 * call into the JVM.
 *
 * <p>A page is part of one stack, and a thread that takes over the stack of another has another id.
 * Virtual threads move from stack to stack and are left out. Pages that share a slot displace each
 * other. Wait-free; a note is one word and never torn.
 */
public final class OwnStacks {

  private static final int PAGE_SHIFT = 12;
  private static final int SLOT_BITS = 10;
  private static final int ID_BITS = 28;
  private static final long ID = (1L << ID_BITS) - 1;

  private static final long LOCK_BITS = 3;

  /** By slot: the number of a page, and the lowest bits of the id of the thread. */
  private static final long[] NOTES = new long[1 << SLOT_BITS];

  private static final Class<?> VIRTUAL = virtual();

  /** Whether mark words of locked objects are addresses; else they could be anything. */
  private static final boolean ADDRESSES = addresses();

  private OwnStacks() {}

  /**
   * Whether {@code mark}, of an object that is locked and not inflated, is known to lie on the
   * stack of the calling thread.
   */
  public static boolean contain(long mark) {
    return NOTES[slot(mark)] == note(mark);
  }

  /** Called by a thread that holds the monitor with that mark word. */
  public static void add(long mark) {
    // The mark word is zero while the monitor is being inflated.
    if (ADDRESSES
        && (mark & LOCK_BITS) == 0
        && mark >>> PAGE_SHIFT != 0
        && !VIRTUAL.isInstance(Thread.currentThread())) {
      NOTES[slot(mark)] = note(mark);
    }
  }

  private static int slot(long mark) {
    return (int) (mark >>> PAGE_SHIFT) & (1 << SLOT_BITS) - 1;
  }

  private static long note(long mark) {
    return mark >>> PAGE_SHIFT << ID_BITS | LockProbe.threadId(Thread.currentThread()) & ID;
  }

  private static Class<?> virtual() {
    try {
      return Class.forName("java.lang.BaseVirtualThread", false, null);
    } catch (ClassNotFoundException e) {
      // No thread is one of these.
      return OwnStacks.class;
    }
  }

  // An object without a hash that is locked by a number in its own header shows a small number.
  private static boolean addresses() {
    Object fresh = new Object();
    synchronized (fresh) {
      long mark = Unsafe.getUnsafe().getLong(fresh, 0L);
      return (mark & LOCK_BITS) == 0 && mark >>> PAGE_SHIFT != 0;
    }
  }
}
