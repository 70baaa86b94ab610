package io.lockmeter.engine.record;

import io.lockmeter.bootstrap.InflatedMonitors;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one thread. Written by that thread alone; the aggregator reads it at any time,
 * and uses {@link #version}, which is odd while idle times change, to read those together.
 */
public final class ThreadState extends WeakNode<Thread, ThreadState> {

  private static final VarHandle VERSION;
  private static final VarHandle ENDED_AT;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      VERSION = lookup.findVarHandle(ThreadState.class, "version", int.class);
      ENDED_AT = lookup.findVarHandle(ThreadState.class, "endedAt", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  final long id;
  final boolean ignored;
  volatile long startedAt;

  /** When the thread ended, or 0. */
  volatile long endedAt;

  /** Whether the aggregator is done with a thread that has ended. */
  boolean folded;

  /** Link of the list of threads that ended since the aggregator last looked. */
  @Nullable ThreadState nextEnded;

  private volatile int version;
  private int idleDepth;
  private long idleSince;
  private long idleNanos;

  /** Start of the wait in flight, or 0. */
  private volatile long waitSince;

  /** What the thread waits for; a monitor has no entry before its wait has proved to be one. */
  @Nullable LockEntry waitEntry;

  @Nullable Object waitMonitor;
  int waitMonitorSite;

  /** Its mark word if it was inflated when the wait began, else 0. */
  long waitMonitorMark;

  /** How many entries of the monitor this one stands for; more than 1 if it was drawn. */
  int waitMonitorWeight;

  /** What {@link io.lockmeter.bootstrap.CoarseClock} showed when the entry began. */
  long waitMonitorTick;

  /** What the hook has taken of the wait until the thread went on to enter. */
  long waitMonitorHookNanos;

  /** Whether it was known to be held when the wait began. */
  boolean waitMonitorHeld;

  /** The monitor whose acquisition was drawn and that is entered next. */
  @Nullable LockEntry sampledMonitor;

  /** The thread's measured holds of monitors, or null if it had none yet. */
  @Nullable MonitorHolds monitorHolds;

  /** Whether the thread is inside the engine, where nothing is recorded. */
  boolean busy;

  /** Sampled site of the wait in flight, with the number of waits it stands for. */
  @Nullable Site waitSite;

  int waitSiteWeight;

  /** The whole stack, if it was taken. */
  @Nullable List<StackWalker.StackFrame> waitStack;

  @Nullable Object waitEvent;

  private final MarkSet[] marks = new MarkSet[2];

  /** Lock waits inside idle sections that the JVM measured; the aggregator's own. */
  long waitedIdleNanos;

  /** Active time at the start of the window; the aggregator's own. */
  long activeAtWindowStart;

  ThreadState(Thread thread, long id, long startedAt, boolean ignored) {
    super(thread, (int) (id ^ (id >>> 32)));
    this.id = id;
    this.startedAt = startedAt;
    this.ignored = ignored;
  }

  /** Notes when the thread ended; returns false if that was noted before. */
  boolean end(long now) {
    return ENDED_AT.compareAndSet(this, 0L, now);
  }

  boolean waiting() {
    return waitSince != 0;
  }

  long waitSince() {
    return waitSince;
  }

  void startWait(long now) {
    waitSince = now;
  }

  /** Ends the wait; one that counts is no idle time even inside an idle section. */
  void endWait(long counted) {
    if (idleDepth > 0 && counted > 0) {
      VERSION.setOpaque(this, version + 1);
      VarHandle.storeStoreFence();
      idleNanos -= counted;
      waitSince = 0;
      VERSION.setRelease(this, version + 1);
    } else {
      waitSince = 0;
    }
    waitEntry = null;
    waitMonitor = null;
    if (waitMonitorMark != 0) {
      InflatedMonitors.removeWaiter(waitMonitorMark);
      waitMonitorMark = 0;
    }
  }

  void startIdle(long now) {
    if (idleDepth++ == 0) {
      VERSION.setOpaque(this, version + 1);
      VarHandle.storeStoreFence();
      idleSince = now;
      VERSION.setRelease(this, version + 1);
    }
  }

  void endIdle(long now) {
    if (idleDepth > 0 && --idleDepth == 0) {
      VERSION.setOpaque(this, version + 1);
      VarHandle.storeStoreFence();
      idleNanos += now - idleSince;
      idleSince = 0;
      VERSION.setRelease(this, version + 1);
    }
  }

  void endAllIdle(long now) {
    idleDepth = Math.min(idleDepth, 1);
    endIdle(now);
  }

  void beginHold(LockEntry monitor) {
    if (monitorHolds == null) {
      monitorHolds = new MonitorHolds();
    }
    monitorHolds.begin(monitor);
  }

  boolean mark(LockEntry entry, int window) {
    MarkSet set = marks[window & 1];
    if (set == null) {
      set = new MarkSet();
      marks[window & 1] = set;
    }
    return set.add(entry, window);
  }

  /** The locks attempted in {@code window}, with gaps, or null if there are none. */
  @Nullable LockEntry @Nullable [] marked(int window) {
    MarkSet set = marks[window & 1];
    return set == null || set.window != window ? null : set.entries;
  }

  /**
   * Nanoseconds from the thread's start until {@code now}, or its end, in which it was not idle.
   */
  long activeNanos(long now) {
    long ended = endedAt;
    long until = ended == 0 ? now : Math.min(ended, now);
    while (true) {
      int before = (int) VERSION.getAcquire(this);
      long since = idleSince;
      long idle = idleNanos;
      long waiting = waitSince;
      VarHandle.loadLoadFence();
      if ((before & 1) == 0 && before == version) {
        if (since != 0 && since < until) {
          idle += until - since;
          if (waiting != 0 && waiting >= since && waiting < until) {
            idle -= until - waiting;
          }
        }
        return Math.max(0, until - startedAt - idle + waitedIdleNanos);
      }
      Thread.onSpinWait();
    }
  }
}
