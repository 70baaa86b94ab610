package io.lockmeter.bootstrap;

/** Ignores everything: what hooks talk to while the engine is not there. */
final class NoListener implements LockListener {

  @Override
  public long waitStarted(Object sync, boolean shared, boolean maybeFree) {
    return 0;
  }

  @Override
  public void waitEnded(long token, Object sync, boolean shared, boolean acquired) {}

  @Override
  public void releasing(Object sync, boolean shared) {}

  @Override
  public void acquisitionSampled(SampleStripe stripe, Object sync, boolean shared) {
    LockProbe.skip(stripe, Integer.MAX_VALUE);
  }

  @Override
  public void holdEnding(SampleStripe stripe, int slot, Object sync, boolean entirely) {}

  @Override
  public long monitorWaitStarted(Object monitor, int site, long mark, int weight, long since) {
    return 0;
  }

  @Override
  public long monitorSampled(SampleStripe stripe, Object monitor, int site) {
    LockProbe.skip(stripe, Integer.MAX_VALUE);
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
  public void monitorAwaiting(Object monitor) {}

  @Override
  public void monitorAwaited(Object monitor) {}

  @Override
  public void idleStarted() {}

  @Override
  public void idleEnded() {}

  @Override
  public void threadStarting(Thread thread) {}

  @Override
  public void threadEnding(Thread thread, long startedAt) {}

  @Override
  public void named(Object lock, String name) {}
}
