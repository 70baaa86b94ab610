package io.lockmeter.truth;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A pool of threads whose tasks share a lock, for some seconds and until it reads something on its
 * standard input, and then nothing until that ends. It knows how long its tasks took and how much
 * of that they waited for the lock, and prints {@code RATIO<tab>lock<tab>least ratio<tab>greatest
 * ratio<tab>greatest ratio of its worst second}.
 *
 * <p>The least ratio is that of the waits to the tasks. The greatest leaves out by how much tasks
 * were late apart from their waits: a thread does not count in a window in which its task did not
 * get as far as the lock.
 */
final class Load {

  static final String PREFIX = "RATIO\t";

  private static final long LOAD_NANOS = 6_000_000_000L;
  private static final int SECONDS = 60;

  /**
   * What a task does besides waiting for the lock.
   *
   * @param poolThreads threads of the pool
   * @param busy tasks under way at any time
   * @param outsideMillis time spent without the lock, on average
   * @param insideMillis time spent with it
   * @param inFuture whether the time without the lock is spent in {@code Future.get}
   * @param bystanders threads that are always busy and never want the lock
   */
  record Shape(
      int poolThreads,
      int busy,
      long outsideMillis,
      long insideMillis,
      boolean inFuture,
      int bystanders) {}

  /** What ended in one second. */
  private static final class Second {
    final LongAdder waitedNanos = new LongAdder();
    final LongAdder taskNanos = new LongAdder();
    final LongAdder pauseNanos = new LongAdder();

    double greatestRatio() {
      return (double) waitedNanos.sum() / Math.max(1, waitedNanos.sum() + pauseNanos.sum());
    }

    double ratio() {
      return (double) waitedNanos.sum() / Math.max(1, taskNanos.sum());
    }
  }

  private final ReentrantLock shared = new ReentrantLock(true);
  private final Second[] seconds = new Second[SECONDS];
  private final ScheduledThreadPoolExecutor device = new ScheduledThreadPoolExecutor(1);
  private final Shape shape;
  private final CountDownLatch over;
  private final ThreadPoolExecutor pool;
  private final long begin = System.nanoTime();
  private volatile boolean ending;

  private Load(Shape shape) {
    this.shape = shape;
    this.over = new CountDownLatch(shape.busy());
    Arrays.setAll(seconds, i -> new Second());
    this.pool =
        new ThreadPoolExecutor(
            shape.poolThreads(),
            shape.poolThreads(),
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Executors.defaultThreadFactory());
  }

  public static void main(String[] arguments) throws Exception {
    new Load(
            new Shape(
                Integer.parseInt(arguments[0]),
                Integer.parseInt(arguments[1]),
                Long.parseLong(arguments[2]),
                Long.parseLong(arguments[3]),
                Boolean.parseBoolean(arguments[4]),
                Integer.parseInt(arguments[5])))
        .run();
  }

  private void run() throws Exception {
    for (int i = 0; i < shape.bystanders(); i++) {
      Thread bystander = new Thread(this::keepBusy);
      bystander.setDaemon(true);
      bystander.start();
    }
    pool.prestartAllCoreThreads();
    for (int i = 0; i < shape.busy(); i++) {
      pool.execute(this::task);
    }
    TimeUnit.NANOSECONDS.sleep(LOAD_NANOS);
    System.in.read();
    ending = true;
    over.await();
    double worst = Arrays.stream(seconds).mapToDouble(Second::greatestRatio).max().orElse(0);
    Second all = all();
    System.out.println(
        PREFIX
            + Load.class.getName()
            + ".shared\t"
            + all.ratio()
            + "\t"
            + all.greatestRatio()
            + "\t"
            + worst);
    while (System.in.read() >= 0) {
      continue;
    }
    System.exit(0);
  }

  private Second all() {
    Second all = new Second();
    for (Second second : seconds) {
      all.waitedNanos.add(second.waitedNanos.sum());
      all.taskNanos.add(second.taskNanos.sum());
      all.pauseNanos.add(second.pauseNanos.sum());
    }
    return all;
  }

  private Second now() {
    return seconds[(int) ((System.nanoTime() - begin) / 1_000_000_000 % SECONDS)];
  }

  private void keepBusy() {
    while (true) {
      pause(20, false);
    }
  }

  private void task() {
    long start = System.nanoTime();
    // Tasks that keep step would all want the lock at the same time.
    long about = ThreadLocalRandom.current().nextLong(shape.outsideMillis() + 1);
    long outsideMillis = shape.outsideMillis() / 2 + about;
    pause(outsideMillis, shape.inFuture());
    if (!shared.tryLock()) {
      long waitStart = System.nanoTime();
      shared.lock();
      now().waitedNanos.add(System.nanoTime() - waitStart);
    }
    try {
      pause(shape.insideMillis(), false);
    } finally {
      shared.unlock();
    }
    boolean last = ending;
    if (!last) {
      // Whom this wakes may take this thread's processor: it counts as part of the task.
      pool.execute(this::task);
    }
    now().pauseNanos.add(TimeUnit.MILLISECONDS.toNanos(outsideMillis + shape.insideMillis()));
    now().taskNanos.add(System.nanoTime() - start);
    if (last) {
      over.countDown();
    }
  }

  private void pause(long millis, boolean inFuture) {
    try {
      if (inFuture) {
        CompletableFuture<Void> reply = new CompletableFuture<>();
        device.schedule(() -> reply.complete(null), millis, TimeUnit.MILLISECONDS);
        reply.get();
      } else {
        Thread.sleep(millis);
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
