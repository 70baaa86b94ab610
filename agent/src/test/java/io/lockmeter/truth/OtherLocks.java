package io.lockmeter.truth;

import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** Waits for a lock of the program's own, and for the locks inside a queue of the JDK. */
final class OtherLocks {

  private static final String SELF = OtherLocks.class.getName() + ".";
  private static final String QUEUE = "java.util.concurrent.LinkedBlockingQueue.";

  /** The lock that most libraries write who write one. */
  private static final class Mutex implements Lock {

    private final Sync sync = new Sync();

    @Override
    public void lock() {
      sync.acquire(1);
    }

    @Override
    public void lockInterruptibly() throws InterruptedException {
      sync.acquireInterruptibly(1);
    }

    @Override
    public boolean tryLock() {
      return sync.tryAcquire(1);
    }

    @Override
    public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
      return sync.tryAcquireNanos(1, unit.toNanos(time));
    }

    @Override
    public void unlock() {
      sync.release(1);
    }

    @Override
    public Condition newCondition() {
      throw new UnsupportedOperationException();
    }
  }

  private static final class Sync extends AbstractQueuedSynchronizer {

    private static final long serialVersionUID = 1;

    @Override
    protected boolean tryAcquire(int arg) {
      if (compareAndSetState(0, 1)) {
        setExclusiveOwnerThread(Thread.currentThread());
        return true;
      }
      return false;
    }

    @Override
    protected boolean tryRelease(int arg) {
      setExclusiveOwnerThread(null);
      setState(0);
      return true;
    }

    @Override
    protected boolean isHeldExclusively() {
      return getExclusiveOwnerThread() == Thread.currentThread();
    }
  }

  /** Runs what it is given while the queue that looks for it holds both of its locks. */
  private static final class Probe {

    private final Runnable body;

    Probe(Runnable body) {
      this.body = body;
    }

    @Override
    @SuppressWarnings("EqualsUnsafeCast")
    public boolean equals(Object other) {
      body.run();
      return false;
    }

    @Override
    public int hashCode() {
      return 0;
    }
  }

  private final Mutex mutex = new Mutex();
  private final Mutex left = new Mutex();
  private final LinkedBlockingQueue<Object> queue = new LinkedBlockingQueue<>();

  public static void main(String[] arguments) {
    Ledger ledger = new Ledger();
    Contest contest = new Contest(ledger, Threads.platform());
    OtherLocks locks = new OtherLocks();
    locks.own(contest);
    locks.queue(contest);
    ledger.print();
  }

  private void own(Contest contest) {
    contest.waits(
        SELF + "mutex",
        "other",
        body -> hold(mutex, body),
        () -> Timed.acquire(() -> mutex.lock(), () -> mutex.unlock()));
    contest.givesUp(
        SELF + "left",
        "other",
        body -> hold(left, body),
        () -> Timed.giveUp(() -> left.tryLock(Contest.TIMEOUT_NANOS, TimeUnit.NANOSECONDS)),
        false);
  }

  private void queue(Contest contest) {
    queue.addAll(List.of("first", "second", "third", "fourth"));
    contest.waits(
        QUEUE + "takeLock",
        "reentrant",
        this::holdQueue,
        () -> Timed.acquire(() -> queue.take(), () -> {}));
    contest.waits(
        QUEUE + "putLock",
        "reentrant",
        this::holdQueue,
        () -> Timed.acquire(() -> queue.put("put"), () -> {}));
  }

  private void holdQueue(Runnable body) {
    Runnable[] once = {body};
    queue.contains(
        new Probe(
            () -> {
              Runnable next = once[0];
              once[0] = () -> {};
              next.run();
            }));
  }

  private static void hold(Mutex lock, Runnable body) {
    lock.lock();
    try {
      body.run();
    } finally {
      lock.unlock();
    }
  }
}
