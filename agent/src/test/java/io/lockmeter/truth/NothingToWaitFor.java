package io.lockmeter.truth;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Threads that wait for many things, none of which is a lock, for a second and a half. Prints for
 * how long they were started before that, on their way to which they may meet at locks of the JDK.
 */
final class NothingToWaitFor {

  static final long NANOS = 1_500_000_000;

  private final ReentrantLock slept = new ReentrantLock();
  private final ReentrantLock awaited = new ReentrantLock();
  private final Condition never = awaited.newCondition();
  private final Object monitor = new Object();
  private final Semaphore semaphore = new Semaphore(0);
  private final CountDownLatch latch = new CountDownLatch(1);
  private final BlockingQueue<String> linked = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> bounded = new ArrayBlockingQueue<>(1);

  public static void main(String[] arguments) throws Exception {
    long start = System.nanoTime();
    NothingToWaitFor waits = new NothingToWaitFor();
    waits.start();
    ExecutorService pool = Executors.newFixedThreadPool(8);
    for (int i = 0; i < 8; i++) {
      Thread worker = pool.submit(NothingToWaitFor::work).get();
      Threads.awaitBlocked(worker);
    }
    ForkJoinPool.commonPool().submit(() -> LockSupport.parkNanos(1_000_000)).get();
    ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    timer.schedule(() -> {}, 1, TimeUnit.SECONDS);
    System.out.println(Ledger.UNKNOWN + (System.nanoTime() - start));
    LockSupport.parkNanos(NANOS);
    // Whatever still waits is given up.
    System.exit(0);
  }

  private void start() {
    daemon(() -> linked.take() != null);
    daemon(() -> linked.poll(60, TimeUnit.SECONDS) != null);
    daemon(() -> bounded.poll(60, TimeUnit.SECONDS) != null);
    daemon(() -> bounded.take() != null);
    daemon(() -> semaphore.tryAcquire(60, TimeUnit.SECONDS));
    daemon(() -> latch.await(60, TimeUnit.SECONDS));
    daemon(this::awaitCondition);
    daemon(this::awaitMonitor);
    daemon(this::sleepWithLock);
  }

  private static Thread work() {
    LockSupport.parkNanos(1_000_000);
    return Thread.currentThread();
  }

  private boolean awaitCondition() throws InterruptedException {
    awaited.lock();
    try {
      return never.await(60, TimeUnit.SECONDS);
    } finally {
      awaited.unlock();
    }
  }

  private boolean awaitMonitor() throws InterruptedException {
    synchronized (monitor) {
      monitor.wait();
      return true;
    }
  }

  private boolean sleepWithLock() throws InterruptedException {
    slept.lock();
    try {
      Thread.sleep(60_000);
      return true;
    } finally {
      slept.unlock();
    }
  }

  /** Starts a thread, and waits until it waits: none is in another's way. */
  private static void daemon(Timed.Try task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    Threads.awaitBlocked(thread);
  }
}
