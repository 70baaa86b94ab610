package io.lockmeter.safety.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;

/** Takes locks of each kind, contended for certain and not, and checks what comes of it. */
final class Workload {

  private static final int FREE_ROUNDS = 2_000;

  private static final ReentrantLock REENTRANT = new ReentrantLock();
  private static final ReentrantReadWriteLock READ_WRITE = new ReentrantReadWriteLock();
  private static final StampedLock STAMPED = new StampedLock();
  private static final Object MONITOR = new Object();
  private static final ReentrantLock KNOWN = new ReentrantLock();

  private static final ExecutorService WAITER =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "waiter");
            thread.setDaemon(true);
            return thread;
          });

  private static int counter;

  private Workload() {}

  /** Takes each kind of lock {@code rounds} times while another thread waits for it. */
  static String work(int rounds) throws Exception {
    counter = 0;
    for (int i = 0; i < rounds; i++) {
      contendAgain();
      contend(READ_WRITE.writeLock());
      contend(STAMPED.asWriteLock());
      contendMonitor();
      await();
      handOver();
    }
    for (int i = 0; i < FREE_ROUNDS; i++) {
      add(REENTRANT);
      add(READ_WRITE.readLock());
      addInMonitor();
    }
    int expected = rounds * 10 + FREE_ROUNDS * 3;
    if (counter != expected) {
      return "wrong: " + counter + " instead of " + expected;
    }
    return free();
  }

  /** Has threads wait for one lock exactly {@code times} times. */
  static String known(int times) throws Exception {
    for (int i = 0; i < times; i++) {
      KNOWN.lock();
      Future<?> waiter =
          WAITER.submit(
              () -> {
                KNOWN.lock();
                KNOWN.unlock();
              });
      awaitWaiter(KNOWN);
      KNOWN.unlock();
      waiter.get();
    }
    return KNOWN.isLocked() ? "wrong: held" : "right";
  }

  /** Has a thread wait for a lock that nobody has waited for before. */
  static String fresh() throws Exception {
    contend(new ReentrantLock());
    return "right";
  }

  /** Has the one thread wait that has waited before: what a fault has left in it would show. */
  private static void contendAgain() throws Exception {
    REENTRANT.lock();
    Future<?> waiter = WAITER.submit(() -> add(REENTRANT));
    awaitWaiter(REENTRANT);
    counter++;
    REENTRANT.unlock();
    waiter.get();
  }

  private static void awaitWaiter(ReentrantLock lock) {
    while (!lock.hasQueuedThreads()) {
      Thread.onSpinWait();
    }
  }

  private static void contend(Lock lock) throws InterruptedException {
    lock.lock();
    Thread waiter = new Thread(() -> add(lock));
    try {
      waiter.start();
      awaitState(waiter, Thread.State.WAITING);
      counter++;
    } finally {
      lock.unlock();
    }
    waiter.join();
  }

  private static void contendMonitor() throws InterruptedException {
    Thread waiter = new Thread(Workload::addInMonitor);
    synchronized (MONITOR) {
      waiter.start();
      awaitState(waiter, Thread.State.BLOCKED);
      counter++;
    }
    waiter.join();
  }

  private static void add(Lock lock) {
    lock.lock();
    try {
      counter++;
    } finally {
      lock.unlock();
    }
  }

  private static void addInMonitor() {
    synchronized (MONITOR) {
      counter++;
    }
  }

  private static void await() throws InterruptedException {
    Condition condition = REENTRANT.newCondition();
    REENTRANT.lock();
    try {
      Thread signaller =
          new Thread(
              () -> {
                REENTRANT.lock();
                try {
                  counter++;
                  condition.signal();
                } finally {
                  REENTRANT.unlock();
                }
              });
      signaller.start();
      int before = counter;
      while (counter == before) {
        condition.await();
      }
    } finally {
      REENTRANT.unlock();
    }
    Object token = new Object();
    synchronized (token) {
      token.wait(1);
    }
  }

  private static void handOver() throws InterruptedException {
    BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(1);
    List<Integer> taken = new ArrayList<>();
    Thread taker =
        new Thread(
            () -> {
              try {
                taken.add(queue.take());
              } catch (InterruptedException e) {
                taken.clear();
              }
            });
    taker.start();
    awaitState(taker, Thread.State.WAITING);
    queue.put(1);
    taker.join();
    counter += taken.get(0);
  }

  private static void awaitState(Thread thread, Thread.State state) throws InterruptedException {
    while (thread.getState() != state) {
      Thread.sleep(1);
    }
  }

  private static String free() {
    if (REENTRANT.isLocked() || READ_WRITE.isWriteLocked() || READ_WRITE.getReadLockCount() != 0) {
      return "wrong: a lock is held";
    }
    return STAMPED.isWriteLocked() || Thread.holdsLock(MONITOR) ? "wrong: held" : "right";
  }
}
