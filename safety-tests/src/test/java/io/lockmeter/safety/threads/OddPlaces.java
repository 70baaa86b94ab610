package io.lockmeter.safety.threads;

import java.lang.ref.Cleaner;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import sun.misc.Signal;

/**
 * Waits for one lock and one monitor in places where little is to be relied on, once for each in
 * each place. Ends with status 7.
 */
public final class OddPlaces {

  static final int STATUS = 7;
  static final String PLACE = "PLACE ";

  private static final ReentrantLock LOCK = new ReentrantLock();
  private static final Object MONITOR = new Object();
  private static final Cleaner CLEANER = Cleaner.create();

  private static volatile CountDownLatch done = new CountDownLatch(1);

  private OddPlaces() {}

  /** Takes both in its static initializer. */
  static final class Initialized {
    static final boolean DONE = enter();
  }

  /** Takes both when a thread that inherits it is made. */
  private static final class Inherited extends InheritableThreadLocal<Integer> {
    @Override
    protected Integer childValue(Integer parent) {
      enter();
      return parent;
    }
  }

  public static void main(String[] arguments) throws Exception {
    contend("class initializer", () -> start(() -> System.out.print(Initialized.DONE ? "" : "?")));
    contend("two in a class initializer", OddPlaces::initializeTwice);
    contend("uncaught exception handler", OddPlaces::failing);
    contend("inherited thread local", OddPlaces::inheriting);
    contend("cleaner", OddPlaces::cleaned);
    contend("finalizer", OddPlaces::finalized);
    contend("signal handler", OddPlaces::signalled);
    contend(
        "common pool",
        () -> start(() -> ForkJoinPool.commonPool().submit(OddPlaces::enter).join()));
    contend("managed blocker", () -> start(OddPlaces::managed));
    contend("parallel stream", () -> start(OddPlaces::parallel));
    contend("completable future", () -> CompletableFuture.runAsync(OddPlaces::enter));
    contend("daemon of a group", OddPlaces::grouped);
    CountDownLatch held = new CountDownLatch(1);
    Thread hook = new Thread(() -> enterOnce(held), "hook");
    Runtime.getRuntime().addShutdownHook(hook);
    Thread ending = new Thread(() -> contendAtEnd(held), "other hook");
    Runtime.getRuntime().addShutdownHook(ending);
    System.exit(STATUS);
  }

  /** The JVM starts the hooks in any order. */
  private static void enterOnce(CountDownLatch held) {
    try {
      held.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    enter();
  }

  private static void contendAtEnd(CountDownLatch held) {
    try {
      contend(
          "shutdown hook",
          () -> {
            held.countDown();
            return held;
          });
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Holds both while something is under way that wants them. */
  private static void contend(String place, Callable<?> begin) throws Exception {
    done = new CountDownLatch(1);
    synchronized (MONITOR) {
      LOCK.lock();
      try {
        begin.call();
        while (!LOCK.hasQueuedThreads()) {
          Thread.onSpinWait();
        }
      } finally {
        LOCK.unlock();
      }
      awaitBlocked();
    }
    done.await();
    System.out.println(PLACE + place);
  }

  private static volatile Thread entering = Thread.currentThread();

  private static boolean enter() {
    LOCK.lock();
    try {
      entering = Thread.currentThread();
    } finally {
      LOCK.unlock();
    }
    CountDownLatch last;
    synchronized (MONITOR) {
      last = done;
    }
    last.countDown();
    return true;
  }

  private static void awaitBlocked() {
    while (true) {
      Thread thread = entering;
      StackTraceElement[] stack = thread.getStackTrace();
      if (thread != Thread.currentThread()
          && thread.getState() == Thread.State.BLOCKED
          && stack.length > 0
          && stack[0].getClassName().equals(OddPlaces.class.getName())) {
        entering = Thread.currentThread();
        return;
      }
      Thread.onSpinWait();
    }
  }

  private static Thread start(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Two threads want the class at once; one of them initializes it. */
  static final class Shared {
    static final boolean DONE = enter();
  }

  private static Thread initializeTwice() {
    start(() -> System.out.print(Shared.DONE ? "" : "?"));
    return start(() -> System.out.print(Shared.DONE ? "" : "?"));
  }

  private static Thread failing() {
    Thread thread =
        new Thread(
            () -> {
              throw new IllegalStateException("meant");
            });
    thread.setUncaughtExceptionHandler((failed, e) -> enter());
    thread.start();
    return thread;
  }

  private static Thread inheriting() {
    return start(
        () -> {
          new Inherited().set(1);
          start(() -> {});
        });
  }

  private static boolean cleaned() {
    CLEANER.register(new Object(), OddPlaces::enter);
    while (!LOCK.hasQueuedThreads()) {
      System.gc();
    }
    return true;
  }

  /** Takes both when nothing refers to it any more. */
  private static final class Finalized {
    @Override
    @SuppressWarnings({"deprecation", "removal", "Finalize"})
    protected void finalize() {
      enter();
    }
  }

  private static boolean finalized() {
    new Finalized();
    while (!LOCK.hasQueuedThreads()) {
      System.gc();
    }
    return true;
  }

  private static Signal signalled() {
    Signal signal = new Signal("USR2");
    Signal.handle(signal, got -> enter());
    Signal.raise(signal);
    return signal;
  }

  private static void managed() {
    try {
      ForkJoinPool.managedBlock(
          new ForkJoinPool.ManagedBlocker() {
            private boolean entered;

            @Override
            public boolean block() {
              entered = enter();
              return true;
            }

            @Override
            public boolean isReleasable() {
              return entered;
            }
          });
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void parallel() {
    if (IntStream.range(0, 64).parallel().filter(i -> i != 5 || enter()).count() != 64) {
      throw new IllegalStateException("not all were counted");
    }
  }

  private static Thread grouped() {
    Thread thread = new Thread(new ThreadGroup("short"), OddPlaces::enter);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
