package io.lockmeter.engine.instrument;

import io.lockmeter.bootstrap.LockListener;
import io.lockmeter.bootstrap.SampleStripe;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Notes which hooks one thread reached. Other threads are ignored. */
final class SelfTestListener implements LockListener {

  static final String IDLE = "idle";
  static final String SAMPLED = "sampled acquisition";
  static final String STARTED = "thread start";
  static final String ENDED = "thread end";

  private static final int TOKEN = 1;

  private final Set<String> fired = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Thread watched;
  private volatile @Nullable SelfTestLock expected;

  void watch(Thread thread) {
    watched = thread;
  }

  /** Whatever the watched thread now waits for is this lock; null if it is none of the test's. */
  void expect(@Nullable SelfTestLock lock) {
    expected = lock;
  }

  boolean fired(String hook) {
    return fired.contains(hook);
  }

  private void note(String hook) {
    if (Thread.currentThread() == watched) {
      fired.add(hook);
    }
  }

  @Override
  public long waitStarted(Object sync, boolean shared, boolean maybeFree) {
    return Thread.currentThread() == watched ? TOKEN : 0;
  }

  @Override
  public void waitEnded(long token, Object sync, boolean shared, boolean acquired) {
    SelfTestLock lock = expected;
    if (lock != null && lock.shared() == shared && acquired) {
      note(lock.label());
    }
  }

  @Override
  public void acquisitionSampled(SampleStripe stripe, Object sync, boolean shared) {
    note(SAMPLED);
  }

  @Override
  public void monitorAwaiting(Object monitor) {}

  @Override
  public void monitorAwaited(Object monitor) {}

  @Override
  public void idleStarted() {
    note(IDLE);
  }

  @Override
  public void threadStarting(Thread thread) {
    if (thread == watched) {
      fired.add(STARTED);
    }
  }

  @Override
  public void threadEnding(Thread thread, long startedAt) {
    note(ENDED);
  }

  @Override
  public void releasing(Object sync, boolean shared) {}

  @Override
  public void holdEnding(SampleStripe stripe, int slot, Object sync, boolean entirely) {}

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
  public void idleEnded() {}

  @Override
  public void named(Object lock, String name) {}
}
