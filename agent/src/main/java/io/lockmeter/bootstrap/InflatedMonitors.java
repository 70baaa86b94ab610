package io.lockmeter.bootstrap;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;
import jdk.internal.misc.Unsafe;
import jdk.internal.vm.annotation.ForceInline;

/**
 * Which inflated monitors are free, and who holds the others, as far as rewritten code has noted
 * it: the mark word of such a monitor is the address of its native part, or its identity hash, and
 * does not tell.
 *
 * <p>A monitor is known to be free once its holder has noted that it leaves, until the next has
 * noted that it entered, and for less than two {@link #nextEpoch() epochs}: the JVM may give the
 * address to another monitor when this one was free for a while. Only the thread that holds a
 * monitor writes its note, so none is synchronized. Monitors that share a slot overwrite each
 * other's notes and become unknown, which costs whoever enters them some time and nothing else.
 */
public final class InflatedMonitors {

  private static final int SLOT_BITS = 12;

  /** How many values {@link #slot} has. */
  public static final int SLOTS = 1 << SLOT_BITS;

  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final long LOCK_BITS = 3;
  private static final long INFLATED = 2;

  // The bits below may change while a monitor stays inflated.
  private static final int MARK_SHIFT = 7;

  private static final int EPOCH_SHIFT = 48;
  private static final long UNTRACKED = -1;

  /** The note of a hot monitor; below are the cost of an entry and what it stands for. */
  private static final long HOT = Long.MIN_VALUE;

  private static final int INTERVAL_BITS = 11;
  private static final int INTERVAL = (1 << INTERVAL_BITS) - 1;
  private static final long HOT_UNTRACKED = 1L << INTERVAL_BITS;
  private static final int COST_SHIFT = INTERVAL_BITS + 1;
  private static final int COST_BITS = 24;
  private static final int COST = (1 << COST_BITS) - 1;

  /** By slot: a note, and the id of the thread that holds the monitor or held it last. */
  private static final long[] NOTES = new long[2 * SLOTS];

  private static final AtomicIntegerArray WAITERS = new AtomicIntegerArray(SLOTS);

  private static long epoch;

  private InflatedMonitors() {}

  /** The mark word of {@code monitor} if it is inflated, else 0. */
  public static long mark(Object monitor) {
    long mark = UNSAFE.getLong(monitor, 0L);
    return (mark & LOCK_BITS) == INFLATED ? mark : 0;
  }

  /**
   * A number that stays the same as long as the monitor with this mark word is inflated. Others may
   * share it.
   */
  @ForceInline
  public static int slot(long mark) {
    return (int) (((mark >>> MARK_SHIFT) * 0x9E3779B97F4A7C15L) >>> (Long.SIZE - SLOT_BITS));
  }

  /**
   * Whether the monitor is known to be free for the calling thread. A thread that waits for it may
   * have entered and not noted so yet, but hardly before the one that left it last is back.
   */
  public static boolean free(long mark) {
    int slot = slot(mark);
    return NOTES[2 * slot] == freeNote(mark)
        && (WAITERS.getPlain(slot) == 0 || NOTES[2 * slot + 1] == callerId());
  }

  /** Whether a thread is known to hold the monitor, or to be about to. */
  public static boolean held(long mark) {
    return NOTES[2 * slot(mark)] == heldNote(mark) || waitedFor(mark);
  }

  /** Whether the calling thread is known to hold the monitor. */
  public static boolean mine(long mark) {
    int note = 2 * slot(mark);
    return NOTES[note] == heldNote(mark) && NOTES[note + 1] == callerId();
  }

  /** What it costs to enter the monitor, in units of {@link HotMonitors}, or 0 if it is not hot. */
  @ForceInline
  public static int cost(long mark) {
    long note = NOTES[2 * slot(mark)];
    return hot(note) ? (int) (note >>> COST_SHIFT) & COST : 0;
  }

  /** How many entries of a hot monitor one stands for that is drawn. */
  public static int interval(long mark) {
    return Math.max(1, (int) NOTES[2 * slot(mark)] & INTERVAL);
  }

  @ForceInline
  private static boolean hot(long note) {
    return note >>> (COST_SHIFT + COST_BITS) == HOT >>> (COST_SHIFT + COST_BITS);
  }

  /**
   * Makes the monitors of {@code slot} hot.
   *
   * <p>A holder that notes at the same time that it leaves may undo this.
   *
   * @param interval one in how many entries is to be drawn, from 2 to 2047
   */
  public static void heat(int slot, int interval) {
    long note = NOTES[2 * slot];
    boolean untracked = note == UNTRACKED || hot(note) && (note & HOT_UNTRACKED) != 0;
    long cost = HotMonitors.cost(interval);
    NOTES[2 * slot] = HOT | cost << COST_SHIFT | interval | (untracked ? HOT_UNTRACKED : 0);
  }

  /** Ends that; nothing is known of them then. */
  public static void cool(int slot) {
    long note = NOTES[2 * slot];
    if (hot(note)) {
      NOTES[2 * slot] = (note & HOT_UNTRACKED) != 0 ? UNTRACKED : 0;
    }
  }

  /** Called by the thread that holds the monitor, to have that known from now on. */
  public static boolean track(long mark) {
    int note = 2 * slot(mark);
    if (NOTES[note] == UNTRACKED || hot(NOTES[note])) {
      return false;
    }
    NOTES[note] = heldNote(mark);
    NOTES[note + 1] = callerId();
    return true;
  }

  /** Called by the thread that holds a monitor which may be held without a note. */
  public static void untrack(long mark) {
    int note = 2 * slot(mark);
    NOTES[note] = hot(NOTES[note]) ? NOTES[note] | HOT_UNTRACKED : UNTRACKED;
  }

  /** Called by the thread that has just entered a monitor, which it may have known to be free. */
  public static void entered(long mark) {
    if (NOTES[2 * slot(mark)] == freeNote(mark)) {
      track(mark);
    }
  }

  /** Called by the thread that is about to leave a monitor. */
  public static void leaving(long mark) {
    if (mine(mark)) {
      NOTES[2 * slot(mark)] = freeNote(mark);
    }
  }

  /** Whether threads wait for the monitor, or for one that shares its slot. */
  public static boolean waitedFor(long mark) {
    return WAITERS.getPlain(slot(mark)) != 0;
  }

  /** A thread begins to wait for the monitor. */
  public static void addWaiter(long mark) {
    WAITERS.getAndIncrement(slot(mark));
  }

  /** A thread no longer waits for the monitor. */
  public static void removeWaiter(long mark) {
    WAITERS.getAndDecrement(slot(mark));
  }

  /** Begins to forget which monitors are free. */
  public static void nextEpoch() {
    epoch += 1L << EPOCH_SHIFT;
  }

  /** Forgets all notes and waiters. */
  static void forget() {
    Arrays.fill(NOTES, 0);
    for (int slot = 0; slot < SLOTS; slot++) {
      WAITERS.set(slot, 0);
    }
  }

  private static long freeNote(long mark) {
    return (mark ^ epoch) & Long.MAX_VALUE;
  }

  private static long heldNote(long mark) {
    return ~mark;
  }

  private static long callerId() {
    return LockProbe.threadId(Thread.currentThread());
  }
}
