package io.lockmeter.safety.soak;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Two threads, of which one holds a lock until the other was seen to wait for it. Every attempt is
 * made while the lock is held for sure, so each is exactly one wait. The threads hand each other
 * work without a lock, so that there is no wait but these.
 */
final class Contest {

  private static final long HOLD_NANOS = 100_000;
  private static final long LOOK_NANOS = 20_000;

  private final Tally tally;
  private final Thread holder = Thread.currentThread();
  private final Thread waiter;
  private volatile @Nullable Subject next;
  private volatile boolean attempting;
  private volatile boolean ended;
  private volatile long took;

  /** One whose attempts are made by a thread of {@code threads}; its holder is the caller. */
  Contest(Tally tally, Threads threads) {
    this.tally = tally;
    this.waiter = threads.start(this::run);
  }

  private void run() {
    while (!ended) {
      Subject subject = next;
      if (subject == null) {
        LockSupport.park();
        continue;
      }
      attempting = true;
      long start = System.nanoTime();
      subject.attempt();
      took = System.nanoTime() - start;
      attempting = false;
      next = null;
      LockSupport.unpark(holder);
    }
  }

  /** Makes the other thread wait once for {@code subject}. */
  void once(Subject subject) {
    long[] least = new long[1];
    subject.hold(() -> least[0] = contend(subject));
    while (next != null) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
    tally.add(subject.label(), subject.givesUp(), least[0], took);
  }

  private long contend(Subject subject) {
    next = subject;
    LockSupport.unpark(waiter);
    if (subject.givesUp()) {
      while (next != null) {
        LockSupport.parkNanos(LOOK_NANOS);
      }
      return 0;
    }
    while (!waiting()) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
    long seen = System.nanoTime();
    LockSupport.parkNanos(HOLD_NANOS);
    return System.nanoTime() - seen;
  }

  private boolean waiting() {
    // What it waits for in its attempt is the lock: all the code there was run before.
    return attempting
        && switch (waiter.getState()) {
          case BLOCKED, WAITING, TIMED_WAITING -> true;
          default -> false;
        };
  }

  /** Ends the other thread. */
  void end() {
    ended = true;
    LockSupport.unpark(waiter);
    try {
      waiter.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
