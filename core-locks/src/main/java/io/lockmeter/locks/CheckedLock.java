package io.lockmeter.locks;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** A lock whose acquisitions are checked against the locks that the thread holds. */
final class CheckedLock extends OrderedLock {

  private static final int NONE_TOGETHER = Integer.MAX_VALUE;

  private final Detector detector;
  private volatile boolean handedOver;

  CheckedLock(Lock delegate, LockNode node, LockIdentity identity, Detector detector) {
    super(delegate, node, identity);
    this.detector = detector;
  }

  @Override
  public void lock() {
    lock(NONE_TOGETHER);
  }

  /**
   * Acquires this lock as one of several.
   *
   * @param together how many locks the thread held before the first of them
   */
  void lock(int together) {
    Object[] mine = ThreadHolds.withRoom();
    int depth = check(ThreadHolds.entries(mine), together);
    delegate.lock();
    ThreadHolds.push(mine, depth, this);
  }

  @Override
  public void lockInterruptibly() throws InterruptedException {
    Object[] mine = ThreadHolds.withRoom();
    int depth = check(ThreadHolds.entries(mine), NONE_TOGETHER);
    delegate.lockInterruptibly();
    ThreadHolds.push(mine, depth, this);
  }

  @Override
  public boolean tryLock() {
    Object[] mine = ThreadHolds.withRoom();
    boolean locked = delegate.tryLock();
    if (locked) {
      ThreadHolds.push(mine, 0, this);
    }
    return locked;
  }

  @Override
  public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
    Object[] mine = ThreadHolds.withRoom();
    boolean locked = delegate.tryLock(time, unit);
    if (locked) {
      ThreadHolds.push(mine, 0, this);
    }
    return locked;
  }

  @Override
  public void unlock() {
    delegate.unlock();
    if (!ThreadHolds.remove(this)) {
      handedOver = true;
      ThreadHolds.someHandedOver();
    }
  }

  @Override
  public Condition newCondition() {
    return new CheckedCondition(this, delegate.newCondition());
  }

  /**
   * Whether a thread released this lock that had not acquired it. Whoever acquired it still has it
   * among its holds then; since nobody can tell whose hold it was, none counts.
   */
  boolean handedOver() {
    return handedOver;
  }

  /** Checks an acquisition; returns how many locks the caller holds. */
  private int check(Object[] entries, int together) {
    if (node.exclusive && node.type.readWrite && !node.type.writersKnown()) {
      detector.firstWriter(node);
    }
    int depth = 0;
    while (depth < entries.length && entries[depth] != null) {
      CheckedLock held = (CheckedLock) entries[depth];
      if (!held.node.precedes(node)
          && (depth < together || held.node.type != node.type)
          && !reenters(entries)) {
        checkNesting(held);
      }
      depth++;
    }
    return depth;
  }

  /** Checks the acquisition at the end of a wait for a condition; all other locks stay held. */
  void checkAwait() {
    Object[] entries = ThreadHolds.entries(ThreadHolds.withRoom());
    if (!Arrays.asList(entries).contains(this)) {
      return;
    }
    if (node.exclusive && node.type.readWrite && !node.type.writersKnown()) {
      detector.firstWriter(node);
    }
    for (int i = 0; i < entries.length && entries[i] != null; i++) {
      CheckedLock held = (CheckedLock) entries[i];
      if (held.identity != identity && !held.node.precedes(node)) {
        checkNesting(held);
      }
    }
  }

  /** Whether the caller holds this lock already, in a way that lets it have it at once. */
  private boolean reenters(Object[] entries) {
    if (!identity.reentrant) {
      return false;
    }
    for (int i = 0; i < entries.length && entries[i] != null; i++) {
      CheckedLock held = (CheckedLock) entries[i];
      if (held.identity == identity
          && (held.node.exclusive || !node.exclusive)
          && !held.handedOver) {
        return true;
      }
    }
    return false;
  }

  private void checkNesting(CheckedLock held) {
    if (held.detector == detector && !held.handedOver) {
      detector.firstNesting(held.node, node);
    }
  }
}
