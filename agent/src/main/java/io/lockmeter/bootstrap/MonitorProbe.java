package io.lockmeter.bootstrap;

import jdk.internal.misc.Unsafe;
import jdk.internal.vm.annotation.DontInline;

/**
 * The entry points that rewritten monitors call, around {@code monitorenter}, before {@code
 * monitorexit} and around {@code Object.wait}.
 *
 * <p>The installer defines a copy of this class in package {@code java.lang}, because that is the
 * one place that every class loader can see: loaders of OSGi and of application servers pass on
 * nothing but {@code java.*}. So it keeps no state of its own.
 *
 * <p>A free monitor is told from the two lowest bits of its mark word ({@code 01}: unlocked) or, if
 * they say that it is inflated, by {@link InflatedMonitors}; no clock is read for it. Both are a
 * hint: they may change before the monitor is entered, and then a wait is missed or turns out to be
 * none.
 */
public final class MonitorProbe {

  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final long LOCK_BITS = 3;
  private static final long UNLOCKED = 1;
  private static final long INFLATED = 2;

  /** The token of a hold that is noted in {@link InflatedMonitors} and not measured. */
  private static final long TRACKED = LockListener.TRACKED;

  private MonitorProbe() {}

  /**
   * Called before {@code monitorenter}, with the operand it will enter.
   *
   * @return what to pass to {@link #entered}
   */
  public static long entering(Object monitor, int site) {
    if (monitor == null) {
      return 0;
    }
    long mark = UNSAFE.getLong(monitor, 0L);
    long token = 0;
    if ((mark & LOCK_BITS) != UNLOCKED) {
      if ((mark & LOCK_BITS) != INFLATED) {
        return OwnStacks.contain(mark) ? 0 : waiting(monitor, site, mark, 1);
      }
      int cost = InflatedMonitors.cost(mark);
      if (cost != 0) {
        return hot(monitor, site, mark, cost);
      }
      if (!InflatedMonitors.free(mark)) {
        return waiting(monitor, site, mark, 1);
      }
      token = TRACKED;
    }
    if (LockProbe.sampling) {
      long id = LockProbe.threadId(Thread.currentThread());
      if (LockProbe.tick(id)) {
        return sampled(id, monitor, site, token);
      }
    }
    return token;
  }

  @DontInline
  private static long hot(Object monitor, int site, long mark, int cost) {
    long id = LockProbe.threadId(Thread.currentThread());
    return HotMonitors.drawn(id, cost)
        ? waiting(monitor, site, mark, InflatedMonitors.interval(mark))
        : HotMonitors.entering(id, mark);
  }

  @DontInline
  private static long waiting(Object monitor, int site, long mark, int weight) {
    boolean inflated = (mark & LOCK_BITS) == INFLATED;
    if (!LockProbe.listening() || inflated && InflatedMonitors.mine(mark)) {
      return 0;
    }
    try {
      // Who comes here to enter a monitor that is not inflated most likely holds it.
      long came = inflated ? LockProbe.now() : 0;
      if (Thread.holdsLock(monitor)) {
        OwnStacks.add(mark);
        return 0;
      }
      long since = inflated ? came : LockProbe.now();
      long token =
          LockProbe.listener()
              .monitorWaitStarted(monitor, site, inflated ? mark : 0, weight, since);
      return token == 0 ? TRACKED : token;
    } catch (Throwable e) {
      LockProbe.failed();
      return TRACKED;
    }
  }

  @DontInline
  private static long sampled(long threadId, Object monitor, int site, long token) {
    try {
      long drawn = LockProbe.listener().monitorSampled(LockProbe.stripe(threadId), monitor, site);
      return drawn == 0 ? token : drawn;
    } catch (Throwable e) {
      LockProbe.failed();
      return token;
    }
  }

  /**
   * Called after {@code monitorenter}.
   *
   * @return what to pass to {@link #exiting}
   */
  public static long entered(long token, Object monitor, int site) {
    if (token == 0) {
      return 0;
    }
    if (token < HotMonitors.TOKENS) {
      if (token != HotMonitors.token()) {
        return late(token, monitor, site);
      }
      HotMonitors.entered(LockProbe.threadId(Thread.currentThread()));
      return token;
    }
    return token == TRACKED ? tracked(monitor) : measured(token, monitor, site);
  }

  @DontInline
  private static long late(long token, Object monitor, int site) {
    long now = HotMonitors.token();
    try {
      LockProbe.listener().monitorEnteredLate(token, monitor, site);
    } catch (Throwable e) {
      LockProbe.failed();
    }
    HotMonitors.entered(LockProbe.threadId(Thread.currentThread()));
    return now;
  }

  private static long tracked(Object monitor) {
    InflatedMonitors.entered(InflatedMonitors.mark(monitor));
    return TRACKED;
  }

  @DontInline
  private static long measured(long token, Object monitor, int site) {
    try {
      long next = LockProbe.listener().monitorEntered(token, monitor, site);
      return next == 0 ? tracked(monitor) : next;
    } catch (Throwable e) {
      LockProbe.failed();
      return tracked(monitor);
    }
  }

  /** Called before {@code monitorexit}. */
  public static void exiting(long token, Object monitor, int site) {
    if (token == 0) {
      if (LockProbe.anyWaited && InflatedMonitors.mark(monitor) != 0) {
        maybeWaitedFor(monitor, site);
      }
      return;
    }
    if (token < HotMonitors.TOKENS) {
      if (token != HotMonitors.token()) {
        left(TRACKED, monitor, site, true);
      }
      return;
    }
    long mark = InflatedMonitors.mark(monitor);
    if (token < 0 || InflatedMonitors.waitedFor(mark) && noted(mark)) {
      left(token, monitor, site, InflatedMonitors.cost(mark) != 0);
    }
    InflatedMonitors.leaving(mark);
  }

  // Whoever found a monitor held that is not tracked has no other proof that it waited.
  private static boolean noted(long mark) {
    return !InflatedMonitors.mine(mark)
        || ReleaseTicks.tick(ReleaseTicks.slot(InflatedMonitors.slot(mark)));
  }

  @DontInline
  private static void maybeWaitedFor(Object monitor, int site) {
    try {
      if (LockProbe.WAITED_CLASSES[LockProbe.classSlot(monitor.getClass())]) {
        left(0, monitor, site, false);
      }
    } catch (Throwable e) {
      LockProbe.failed();
    }
  }

  @DontInline
  private static void left(long token, Object monitor, int site, boolean hot) {
    try {
      LockProbe.listener().monitorExiting(token, monitor, site, hot);
    } catch (Throwable e) {
      LockProbe.failed();
    }
  }

  /** Called before {@code Object.wait}. */
  @DontInline
  public static void awaiting(Object monitor) {
    if (monitor == null) {
      return;
    }
    untrack(monitor);
    try {
      LockProbe.listener().monitorAwaiting(monitor);
    } catch (Throwable e) {
      LockProbe.failed();
    }
  }

  /** Called when {@code Object.wait} has returned. */
  @DontInline
  public static void awaited(Object monitor) {
    untrack(monitor);
    try {
      LockProbe.listener().monitorAwaited(monitor);
    } catch (Throwable e) {
      LockProbe.failed();
    }
  }

  @DontInline
  private static void untrack(Object monitor) {
    long mark = InflatedMonitors.mark(monitor);
    if (mark != 0) {
      InflatedMonitors.untrack(mark);
    }
  }

  /** Called at the end of a constructor that gives a lock its name. */
  public static void named(Object lock, String name) {
    LockProbe.named(lock, name);
  }
}
