package io.lockmeter.truth;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A pool of threads whose tasks share a lock, for some seconds, and then nothing for some more. It
 * knows how long its tasks took and how much of that they waited for the lock, and prints {@code
 * RATIO<tab>lock<tab>ratio<tab>ratio in its worst second}.
 */
final class Load {

  static final String PREFIX = "RATIO\t";

  private static final long LOAD_NANOS = 6_000_000_000L;
  private static final int SECONDS = 60;
  private static final long REST_MILLIS = 6_000;

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

    double ratio() {
      return taskNanos.sum() == 0 ? 0 : (double) waitedNanos.sum() / taskNanos.sum();
    }
  }

  private final ReentrantLock shared = new ReentrantLock(true);
  private final Second[] seconds = new Second[SECONDS];
  private final ScheduledThreadPoolExecutor device = new ScheduledThreadPoolExecutor(1);
  private final Shape shape;
  private final ThreadPoolExecutor pool;
  private final long begin = System.nanoTime();
  private final long end = begin + LOAD_NANOS;

  private Load(Shape shape) {
    this.shape = shape;
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

  public static void main(String[] arguments) throws InterruptedException {
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

  private void run() throws InterruptedException {
    for (int i = 0; i < shape.bystanders(); i++) {
      Thread bystander = new Thread(this::keepBusy);
      bystander.setDaemon(true);
      bystander.start();
    }
    pool.prestartAllCoreThreads();
    for (int i = 0; i < shape.busy(); i++) {
      pool.execute(this::task);
    }
    TimeUnit.NANOSECONDS.sleep(end - System.nanoTime());
    Thread.sleep(REST_MILLIS);
    double worst = Arrays.stream(seconds).mapToDouble(Second::ratio).max().orElse(0);
    System.out.println(PREFIX + Load.class.getName() + ".shared\t" + ratio() + "\t" + worst);
    System.exit(0);
  }

  private double ratio() {
    Second all = new Second();
    for (Second second : seconds) {
      all.waitedNanos.add(second.waitedNanos.sum());
      all.taskNanos.add(second.taskNanos.sum());
    }
    return all.ratio();
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
    pause(shape.outsideMillis() / 2 + about, shape.inFuture());
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
    now().taskNanos.add(System.nanoTime() - start);
    if (System.nanoTime() - end < 0) {
      pool.execute(this::task);
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
