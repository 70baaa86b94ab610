package io.lockmeter.engine.record;

import io.lockmeter.bootstrap.HotMonitors;
import io.lockmeter.bootstrap.LockListener;
import io.lockmeter.bootstrap.LockProbe;
import io.lockmeter.bootstrap.SampleStripe;
import io.lockmeter.engine.config.Config.Locks;
import io.lockmeter.engine.naming.MonitorSites;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What the hooks call. Runs on the application's threads, inside its locks; see {@link Recording}
 * for what is promised there.
 */
public final class Recorder implements LockListener, AutoCloseable {

  private final Recording recording;
  private final SynchronizerRecorder synchronizers;
  private final MonitorRecorder monitors;

  /**
   * @param trackedMonitors tells the classes whose monitors are entered and left by nothing but
   *     rewritten code
   */
  public Recorder(
      Set<Locks> timed,
      MonitorSites monitorSites,
      Predicate<Class<?>> trackedMonitors,
      WaitEvents events) {
    recording = new Recording(monitorSites, events, LockProbe.now());
    synchronizers = new SynchronizerRecorder(recording, timed);
    monitors = new MonitorRecorder(recording, trackedMonitors);
  }

  /** What was recorded, for the aggregator. */
  public Records records() {
    return new Records(recording, monitors);
  }

  @Override
  public long waitStarted(Object sync, boolean shared, boolean maybeFree) {
    return synchronizers.waitStarted(sync, shared, maybeFree);
  }

  @Override
  public void waitEnded(long token, Object sync, boolean shared, boolean acquired) {
    synchronizers.waitEnded(token, acquired);
  }

  @Override
  public void releasing(Object sync, boolean shared) {
    synchronizers.releasing(sync, shared);
  }

  @Override
  public void acquisitionSampled(SampleStripe stripe, Object sync, boolean shared) {
    synchronizers.acquisitionSampled(stripe, sync, shared);
  }

  @Override
  public void holdEnding(SampleStripe stripe, int slot, Object sync, boolean entirely) {
    synchronizers.holdEnding(stripe, slot, sync, entirely);
  }

  @Override
  public long monitorWaitStarted(Object monitor, int site, long mark, int weight, long since) {
    return monitors.monitorWaitStarted(monitor, site, mark, weight, since);
  }

  @Override
  public long monitorSampled(SampleStripe stripe, Object monitor, int site) {
    return monitors.monitorSampled(stripe, monitor, site);
  }

  @Override
  public long monitorEntered(long token, Object monitor, int site) {
    return monitors.monitorEntered(token, monitor, site);
  }

  @Override
  public void monitorEnteredLate(long token, Object monitor, int site) {
    monitors.hot().enteredLate(HotMonitors.reading(token), monitor, site);
  }

  @Override
  public void monitorExiting(long token, Object monitor, int site, boolean hot) {
    monitors.monitorExiting(token, monitor, site, hot);
  }

  @Override
  public void monitorAwaiting(Object monitor) {
    monitors.monitorAwaiting(monitor);
  }

  @Override
  public void monitorAwaited(Object monitor) {
    monitors.monitorAwaited(monitor);
  }

  @Override
  public void idleStarted() {
    ThreadState state = recording.threads.current();
    if (state != null && !state.busy) {
      Recording.repair(state);
      state.startIdle(LockProbe.now());
    }
  }

  @Override
  public void idleEnded() {
    ThreadState state = recording.threads.current();
    if (state != null && !state.busy) {
      Recording.repair(state);
      state.endIdle(LockProbe.now());
    }
  }

  @Override
  public void threadStarting(Thread thread) {
    recording.threads.add(thread, LockProbe.threadId(thread), LockProbe.now());
  }

  @Override
  public void threadEnding(Thread thread, long startedAt) {
    ThreadState state = recording.threads.find(LockProbe.threadId(thread));
    if (state != null) {
      if (startedAt != 0) {
        state.startedAt = startedAt;
      }
      recording.threads.end(state, LockProbe.now());
    }
  }

  @Override
  public void named(Object lock, String name) {
    synchronizers.named(lock, name);
  }

  /** Ends what runs on the recorder's own thread. */
  @Override
  public void close() {
    monitors.hot().close();
  }
}
