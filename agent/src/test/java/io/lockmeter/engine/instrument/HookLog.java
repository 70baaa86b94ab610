package io.lockmeter.engine.instrument;

import io.lockmeter.bootstrap.LockListener;
import io.lockmeter.bootstrap.LockProbe;
import io.lockmeter.bootstrap.SampleStripe;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Writes down, for threads whose name begins with {@code probe}, which hooks they reach. It
 * measures every hold.
 */
final class HookLog implements LockListener {

  /** The name of a thread whose start and end are of interest as well. */
  static final String LIFE = "probe-life";

  private final ConcurrentLinkedQueue<String> events = new ConcurrentLinkedQueue<>();

  /** Writes down {@code event} if the calling thread is watched. */
  void add(String event) {
    if (watched(Thread.currentThread())) {
      events.add(event);
    }
  }

  private static boolean watched(Thread thread) {
    return thread.getName().startsWith("probe");
  }

  /** What happened since the last call. */
  List<String> take() {
    List<String> taken = List.copyOf(events);
    events.clear();
    return taken;
  }

  @Override
  public long waitStarted(Object sync, boolean shared, boolean maybeFree) {
    add("wait" + (shared ? "-shared" : "") + (maybeFree ? "-free" : ""));
    return 7;
  }

  @Override
  public void waitEnded(long token, Object sync, boolean shared, boolean acquired) {
    add((acquired ? "got" : "lost") + (shared ? "-shared" : "") + (token == 7 ? "" : token));
  }

  @Override
  public void releasing(Object sync, boolean shared) {
    add("releasing" + (shared ? "-shared" : ""));
  }

  @Override
  public void acquisitionSampled(SampleStripe stripe, Object sync, boolean shared) {
    LockProbe.skip(stripe, 0);
    add("acquired" + (shared ? "-shared" : ""));
    if (watched(Thread.currentThread())) {
      stripe.held[0] = sync;
      stripe.holder[0] = LockProbe.threadId(Thread.currentThread());
      LockProbe.MEASURED_HOLDS.set(1);
    }
  }

  @Override
  public void holdEnding(SampleStripe stripe, int slot, Object sync, boolean entirely) {
    add(entirely ? "awaiting" : "released");
    stripe.held[slot] = null;
  }

  @Override
  public void monitorAwaiting(Object monitor) {}

  @Override
  public void monitorAwaited(Object monitor) {}

  @Override
  public void idleStarted() {
    add("idle");
  }

  @Override
  public void idleEnded() {
    add("busy");
  }

  @Override
  public void threadStarting(Thread thread) {
    if (thread.getName().equals(LIFE)) {
      events.add("starting");
    }
  }

  @Override
  public void threadEnding(Thread thread, long startedAt) {
    if (thread.getName().equals(LIFE)) {
      events.add(startedAt == 0 ? "ended" : startedAt <= LockProbe.now() ? "ended-virtual" : "?");
    }
  }

  @Override
  public long monitorWaitStarted(Object monitor, int site, long mark, int weight, long since) {
    return 0;
  }

  @Override
  public long monitorSampled(SampleStripe stripe, Object monitor, int site) {
    return 0;
  }

  @Override
  public long monitorEntered(long token, Object monitor, int site) {
    return 0;
  }

  @Override
  public void monitorEnteredLate(long token, Object monitor, int site) {}

  @Override
  public void monitorExiting(long token, Object monitor, int site, boolean hot) {}

  @Override
  public void named(Object lock, String name) {
    add("named-" + name + "-" + lock.getClass().getSimpleName());
  }
}
