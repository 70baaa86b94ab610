package io.lockmeter.bootstrap;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import jdk.internal.misc.Unsafe;
import jdk.internal.vm.annotation.DontInline;

/**
 * The entry points that hooks in JDK classes call.
 *
 * <p>Every method is wait-free and never throws: whatever goes wrong behind it is counted in {@link
 * #failures()} and the application goes on.
 */
public final class LockProbe {

  private static final LockListener NONE = new NoListener();
  private static final int STRIPES = 256;

  // Ticks of neighbouring threads lie two cache lines apart.
  private static final int TICK_SHIFT = 5;

  private static final int CLASS_SLOTS = 1024;

  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final long TID = UNSAFE.objectFieldOffset(Thread.class, "tid");
  private static final long ORIGIN = System.nanoTime() - 2;
  private static final SampleStripe[] SAMPLES = new SampleStripe[STRIPES];

  /**
   * By stripe: acquisitions left before the next is drawn. An array of numbers is one load less on
   * the way of every acquisition than a field of the stripe.
   */
  private static final int[] TICKS = new int[STRIPES << TICK_SHIFT];

  private static final AtomicLong FAILURES = new AtomicLong();

  static {
    for (int i = 0; i < STRIPES; i++) {
      SAMPLES[i] = new SampleStripe(i, (i + 1) * 0x9E3779B9);
    }
  }

  /** By stripe: the thread in which a hook failed that was to end a wait or idle time, or 0. */
  private static final long[] LEFT_OPEN = new long[STRIPES];

  private static volatile LockListener listener = NONE;

  /** Holds being measured in all stripes; 0 lets a release go by without a look at its stripe. */
  public static final AtomicInteger MEASURED_HOLDS = new AtomicInteger();

  /**
   * Marks the classes whose rewritten monitors threads waited for lately, by {@link #classSlot}, so
   * that an exit from any other monitor goes by. Set by waiters, cleared by the engine now and
   * then.
   */
  public static final boolean[] WAITED_CLASSES = new boolean[CLASS_SLOTS];

  /** Whether any element of {@link #WAITED_CLASSES} is set. */
  public static boolean anyWaited;

  /** Whether acquisitions are sampled; set before hooks are installed. */
  public static boolean sampling;

  private LockProbe() {}

  /** Nanoseconds since this class was loaded; always greater than 1. */
  public static long now() {
    return System.nanoTime() - ORIGIN;
  }

  /** The thread's id, unaffected by classes that override {@code getId}. */
  public static long threadId(Thread thread) {
    return UNSAFE.getLong(thread, TID);
  }

  /**
   * Sends what hooks see to {@code next}, or nowhere if it is null.
   *
   * @return what they were sent to before
   */
  public static LockListener listen(LockListener next) {
    LockListener before = listener;
    listener = next == null ? NONE : next;
    // The listener before may have put off the next draw for as long as it saw fit.
    Arrays.fill(TICKS, 0);
    ReleaseTicks.reset();
    return before;
  }

  /** Whether anybody wants to hear what hooks see. */
  public static boolean listening() {
    return listener != NONE;
  }

  /**
   * Lets go of the engine, and of the locks and notes that it left here. Hooks that are still in
   * some code do next to nothing from now on.
   */
  public static void silence() {
    sampling = false;
    listener = NONE;
    anyWaited = false;
    Arrays.fill(WAITED_CLASSES, false);
    for (SampleStripe stripe : SAMPLES) {
      Arrays.fill(stripe.held, null);
    }
    MEASURED_HOLDS.set(0);
    InflatedMonitors.forget();
  }

  /** How often a hook met an error in the engine. */
  public static long failures() {
    return FAILURES.get();
  }

  /** The element of {@link #WAITED_CLASSES} for monitors of {@code type}. */
  public static int classSlot(Class<?> type) {
    return System.identityHashCode(type) & (CLASS_SLOTS - 1);
  }

  @DontInline
  public static void failed() {
    FAILURES.incrementAndGet();
  }

  private static void endFailed() {
    failed();
    long id = threadId(Thread.currentThread());
    LEFT_OPEN[(int) id & (STRIPES - 1)] = id;
  }

  /** Whether the listener has missed the end of something that the thread with that id began. */
  public static boolean isLeftOpen(long threadId) {
    return LEFT_OPEN[(int) threadId & (STRIPES - 1)] == threadId;
  }

  /** The listener has seen to what the thread with that id left open. */
  public static void closed(long threadId) {
    LEFT_OPEN[(int) threadId & (STRIPES - 1)] = 0;
  }

  public static LockListener listener() {
    return listener;
  }

  public static SampleStripe stripe(long threadId) {
    return SAMPLES[(int) threadId & (STRIPES - 1)];
  }

  /** Counts an acquisition of the thread with that id, and tells whether it is drawn. */
  public static boolean tick(long threadId) {
    return --TICKS[((int) threadId & (STRIPES - 1)) << TICK_SHIFT] < 0;
  }

  /** Lets {@code acquisitions} go by before the next is drawn. */
  public static void skip(SampleStripe stripe, int acquisitions) {
    TICKS[stripe.index << TICK_SHIFT] = acquisitions;
  }

  @DontInline
  public static long waitStarted(Object sync, boolean shared, boolean maybeFree) {
    try {
      return listener.waitStarted(sync, shared, maybeFree);
    } catch (Throwable e) {
      failed();
      return 0;
    }
  }

  @DontInline
  public static void waitEnded(long token, Object sync, boolean shared, boolean acquired) {
    if (token != 0) {
      try {
        listener.waitEnded(token, sync, shared, acquired);
      } catch (Throwable e) {
        endFailed();
      }
    }
  }

  /** Called before each release while others are queued; notes one in many. */
  public static void releasing(Object sync, boolean shared) {
    if (ReleaseTicks.tick(ReleaseTicks.slot(System.identityHashCode(sync)))) {
      noted(sync, shared);
    }
  }

  @DontInline
  private static void noted(Object sync, boolean shared) {
    try {
      listener.releasing(sync, shared);
    } catch (Throwable e) {
      failed();
    }
  }

  /** Called after each outermost or re-entrant acquire; draws one in many. */
  public static void acquired(Object sync, boolean shared) {
    long id = threadId(Thread.currentThread());
    if (tick(id)) {
      drawn(id, sync, shared);
    }
  }

  @DontInline
  private static void drawn(long threadId, Object sync, boolean shared) {
    try {
      listener.acquisitionSampled(stripe(threadId), sync, shared);
    } catch (Throwable e) {
      failed();
    }
  }

  /** Called before each release. */
  public static void released(Object sync) {
    if (MEASURED_HOLDS.getPlain() != 0) {
      endHold(sync, false);
    }
  }

  /** Called before a lock is given up, however often held, to wait for a condition. */
  public static void awaiting(Object sync) {
    if (MEASURED_HOLDS.getPlain() != 0) {
      endHold(sync, true);
    }
  }

  @DontInline
  private static void endHold(Object sync, boolean entirely) {
    if (sync == null) {
      // The lock is a mock: it has no synchronizer, and empty slots are not its own.
      return;
    }
    long id = threadId(Thread.currentThread());
    SampleStripe stripe = stripe(id);
    for (int slot = 0; slot < SampleStripe.SLOTS; slot++) {
      if (stripe.held[slot] == sync && stripe.holder[slot] == id) {
        try {
          listener.holdEnding(stripe, slot, sync, entirely);
        } catch (Throwable e) {
          failed();
        }
      }
    }
  }

  @DontInline
  public static void idleStarted() {
    try {
      listener.idleStarted();
    } catch (Throwable e) {
      failed();
    }
  }

  @DontInline
  public static void idleEnded() {
    try {
      listener.idleEnded();
    } catch (Throwable e) {
      endFailed();
    }
  }

  @DontInline
  public static void threadStarting(Thread thread) {
    try {
      listener.threadStarting(thread);
    } catch (Throwable e) {
      failed();
    }
  }

  @DontInline
  public static void threadEnding(Thread thread, long startedAt) {
    try {
      listener.threadEnding(thread, startedAt);
    } catch (Throwable e) {
      failed();
    }
  }

  @DontInline
  public static void named(Object lock, String name) {
    try {
      listener.named(lock, name);
    } catch (Throwable e) {
      failed();
    }
  }
}
