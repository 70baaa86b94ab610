package io.lockmeter.bootstrap;

import jdk.internal.misc.Unsafe;

/**
 * The entry points that rewritten monitors call, around {@code monitorenter} and before {@code
 * monitorexit}.
 *
 * <p>The installer defines a copy of this class in package {@code java.lang}, because that is the
 * one place that every class loader can see: loaders of OSGi and of application servers pass on
 * nothing but {@code java.*}. So it keeps no state of its own.
 *
 * <p>A free monitor is told from the two lowest bits of its mark word ({@code 01}: unlocked); no
 * clock is read for it. The bits are a hint: they may change before the monitor is entered, and
 * then a wait is missed or turns out to be none.
 */
public final class MonitorProbe {

  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final int LOCK_BITS = 3;
  private static final int UNLOCKED = 1;
  private static final int INFLATED = 2;
  private static final boolean SAMPLING = LockProbe.sampling;

  private MonitorProbe() {}

  private static int lockBits(Object monitor) {
    return UNSAFE.getInt(monitor, 0L) & LOCK_BITS;
  }

  /**
   * Called before {@code monitorenter}, with the operand it will enter.
   *
   * @return what to pass to {@link #entered}
   */
  public static long entering(Object monitor, int site) {
    if (monitor == null) {
      return 0;
    }
    int bits = lockBits(monitor);
    if (bits != UNLOCKED) {
      return waiting(monitor, site, bits == INFLATED);
    }
    if (SAMPLING) {
      SampleStripe stripe = LockProbe.stripe(LockProbe.threadId(Thread.currentThread()));
      if (--stripe.ticks < 0) {
        return sampled(stripe, monitor, site);
      }
    }
    return 0;
  }

  private static long waiting(Object monitor, int site, boolean inflated) {
    try {
      return Thread.holdsLock(monitor)
          ? 0
          : LockProbe.listener().monitorWaitStarted(monitor, site, inflated);
    } catch (Throwable e) {
      LockProbe.failed();
      return 0;
    }
  }

  private static long sampled(SampleStripe stripe, Object monitor, int site) {
    try {
      return LockProbe.listener().monitorSampled(stripe, monitor, site);
    } catch (Throwable e) {
      LockProbe.failed();
      return 0;
    }
  }

  /**
   * Called after {@code monitorenter}.
   *
   * @return what to pass to {@link #exiting}
   */
  public static long entered(long token, Object monitor, int site) {
    return token == 0 ? 0 : measured(token, monitor, site);
  }

  private static long measured(long token, Object monitor, int site) {
    try {
      return LockProbe.listener().monitorEntered(token, monitor, site);
    } catch (Throwable e) {
      LockProbe.failed();
      return 0;
    }
  }

  /** Called before {@code monitorexit}. */
  public static void exiting(long token, Object monitor, int site) {
    if (token != 0 || LockProbe.anyWaited) {
      leaving(token, monitor, site);
    }
  }

  private static void leaving(long token, Object monitor, int site) {
    try {
      if (token != 0
          || (lockBits(monitor) == INFLATED
              && LockProbe.WAITED_CLASSES[LockProbe.classSlot(monitor.getClass())])) {
        LockProbe.listener().monitorExiting(token, monitor, site);
      }
    } catch (Throwable e) {
      LockProbe.failed();
    }
  }

  /** Called at the end of a constructor that gives a lock its name. */
  public static void named(Object lock, String name) {
    LockProbe.named(lock, name);
  }
}
