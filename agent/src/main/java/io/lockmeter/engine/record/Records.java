package io.lockmeter.engine.record;

import io.lockmeter.bootstrap.InflatedMonitors;
import io.lockmeter.bootstrap.LockProbe;
import io.lockmeter.engine.logging.Failure;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What was recorded, as the aggregator reads it. Called by one thread of the agent at a time; the
 * application's threads write on meanwhile, so a reader sees each total a little late at worst.
 */
public final class Records {

  /** Takes a wait that has not ended. */
  @FunctionalInterface
  public interface InFlight {
    void waiting(LockEntry lock, long nanos);
  }

  /** Takes what one thread did in the window in progress. */
  @FunctionalInterface
  public interface Activity {

    /**
     * @param threadId id of the thread
     * @param activeNanos how long it was alive and not idle
     * @param locks the locks that it attempted, with gaps, or null if there are none
     */
    void active(long threadId, long activeNanos, @Nullable LockEntry @Nullable [] locks);
  }

  /** Takes a sampled stack. */
  @FunctionalInterface
  public interface Stacks {

    /**
     * @param released whether the lock was released there, else a thread waited
     * @param callers of {@code site}, innermost first
     * @param waitNanos the wait that the sample stands for
     */
    void sampled(
        LockEntry lock, boolean released, String site, List<String> callers, long waitNanos);
  }

  /** A wait for a monitor shorter than this gets its entry when it ends. */
  private static final long IN_FLIGHT_NANOS = 1_000_000;

  private final Recording recording;
  private final MonitorRecorder monitors;
  private @Nullable StackLabels labels;
  private long windowStart;

  Records(Recording recording, MonitorRecorder monitors) {
    this.recording = recording;
    this.monitors = monitors;
    this.windowStart = LockProbe.now();
  }

  /** Passes on the locks that were first seen since the last call. */
  public void takeUnnamed(Consumer<LockEntry> namer) {
    NamingQueue.Pending next = recording.unnamed.takeAll();
    try {
      for (; next != null; next = next.next) {
        namer.accept(next.entry);
      }
    } finally {
      // None may be lost, whatever goes wrong: a lock without a name has no totals.
      recording.unnamed.giveBack(next);
    }
  }

  public void forEachLock(Consumer<LockEntry> action) {
    recording.locks.forEach(action);
  }

  /** Forgets locks that were collected, after {@code action} has taken their totals. */
  public void forgetCollected(Consumer<LockEntry> action) {
    monitors.entries().forgetCollected();
    recording.locks.sweep(
        entry -> {
          entry.forgetReleaser();
          if (!entry.refersTo(null)) {
            return false;
          }
          action.accept(entry);
          return true;
        });
  }

  /** Passes on the stacks sampled since the last call. */
  public void takeStacks(Stacks action) {
    StackQueue.Sample first = recording.stacks.takeAll();
    if (first == null) {
      return;
    }
    StackLabels known = labels == null ? new StackLabels() : labels;
    labels = known;
    for (StackQueue.Sample s = first; s != null; s = s.next) {
      action.sampled(s.entry, s.released, s.site.label(), known.callers(s.frames), s.waitNanos);
    }
  }

  public void forEachInFlight(long now, InFlight action) {
    recording.threads.forEach(
        state -> {
          long since = state.waitSince();
          if (since == 0 || since >= now || state.endedAt != 0 || LockProbe.isLeftOpen(state.id)) {
            return;
          }
          LockEntry entry = state.waitEntry;
          Object monitor = state.waitMonitor;
          if (entry == null && monitor != null && now - since > IN_FLIGHT_NANOS) {
            entry = monitors.entries().ofWaiter(monitor, state.waitMonitorSite);
          }
          if (entry != null && state.waitSince() == since) {
            state.mark(entry, recording.window);
            action.waiting(entry, now - since);
          }
        });
    monitors.hot().forEachEntering(now, action);
  }

  /** The live threads' share of the window in progress. */
  public void forEachActive(long now, Activity action) {
    int window = recording.window;
    recording.threads.forEach(
        state -> {
          if (!state.ignored && state.endedAt == 0) {
            action.active(state.id, activeInWindow(state, now), state.marked(window));
          }
        });
  }

  /** The share of threads that have ended since the last call, which are then forgotten. */
  public void takeEnded(long now, Activity action) {
    int window = recording.window;
    boolean any = false;
    for (ThreadState s = recording.threads.takeEnded(); s != null; s = s.nextEnded) {
      s.endWait(0);
      action.active(s.id, activeInWindow(s, now), s.marked(window));
      s.folded = true;
      any = true;
    }
    if (any) {
      recording.threads.sweep(state -> state.folded);
    }
  }

  private long activeInWindow(ThreadState state, long now) {
    long active = state.activeNanos(now) - state.activeAtWindowStart;
    long ended = state.endedAt;
    long until = ended == 0 ? now : Math.min(now, ended);
    return Math.max(0, Math.min(active, until - windowStart));
  }

  /** Notes a wait that the JVM measured, and adds it back to the time of a thread that was idle. */
  public void addMeasured(MeasuredWait wait) {
    recording.histogram.add(wait.durationNanos(), 1, wait.durationNanos());
    ThreadState state = recording.threads.find(wait.threadId());
    if (state != null && wait.insideIdle()) {
      state.waitedIdleNanos += wait.durationNanos();
    }
  }

  /** Ends the window in progress and begins the next. */
  public void nextWindow(long now) {
    recording.window++;
    windowStart = now;
    recording.threads.forEach(
        state -> {
          state.activeAtWindowStart = state.activeNanos(now);
          Thread thread = state.get();
          if (state.endedAt == 0
              && (thread == null || thread.getState() == Thread.State.TERMINATED)) {
            recording.threads.end(state, now);
          }
        });
  }

  public long windowStart() {
    return windowStart;
  }

  /** Lets go of classes that sites and waits have kept. */
  public void settle() {
    recording.sites.settle();
    if (labels != null) {
      labels.settle();
    }
    InflatedMonitors.nextEpoch();
    monitors.hot().settle(LockProbe.now());
    if (LockProbe.anyWaited) {
      forgetWaited();
      // Whoever began to wait meanwhile may have found its class marked, and then not.
      recording.threads.forEach(Records::keepWaited);
    }
  }

  // Whoever waits now has to be told of the exit that lets it in, so its class is never unmarked.
  private void forgetWaited() {
    boolean[] waited = new boolean[LockProbe.WAITED_CLASSES.length];
    recording.threads.forEach(
        state -> {
          Object monitor = state.waitMonitor;
          if (monitor != null) {
            waited[LockProbe.classSlot(monitor.getClass())] = true;
          }
        });
    boolean any = false;
    for (int i = 0; i < waited.length; i++) {
      any |= waited[i];
      if (LockProbe.WAITED_CLASSES[i] && !waited[i]) {
        LockProbe.WAITED_CLASSES[i] = false;
      }
    }
    if (!any) {
      LockProbe.anyWaited = false;
    }
  }

  private static void keepWaited(ThreadState state) {
    Object monitor = state.waitMonitor;
    if (monitor != null) {
      LockProbe.WAITED_CLASSES[LockProbe.classSlot(monitor.getClass())] = true;
      LockProbe.anyWaited = true;
    }
  }

  public WaitHistogram histogram() {
    return recording.histogram;
  }

  /** What was left out, by reason. Totals do not depend on it. */
  public void dropped(Map<String, Long> into) {
    into.put("hook_failed", LockProbe.failures());
    into.put("agent_failed", Failure.count());
    into.put("stack_budget", recording.captures.refused());
    into.put("sampled_lock", recording.refusedEntries.sum());
    into.put("lock_table_full", recording.locks.refused());
    into.put("participation_full", recording.refusedMarks.sum());
    into.put("jfr_rate", recording.events.suppressed());
  }
}
