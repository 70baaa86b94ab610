package io.lockmeter.safety.threads;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Has as many virtual threads as it is told wait all at once for a lock, and then all at once for a
 * monitor. The first of them, as many as it is told, are pinned to their carriers meanwhile. Prints
 * for each of the two how long they waited together at least and at most, in nanoseconds.
 */
public final class AllWaiting {

  private static final ReentrantLock LOCK = new ReentrantLock();
  private static final Object MONITOR = new Object();

  private static final LongAdder LOCKING = new LongAdder();
  private static final LongAdder ENTERING = new LongAdder();

  private AllWaiting() {}

  /** Pins the thread that initializes it; each of them needs one of its own. */
  public static final class Pinning implements Callable<Boolean> {
    private static final boolean DONE = take();

    @Override
    public Boolean call() {
      return DONE;
    }
  }

  /** Another {@link Pinning}, not yet initialized. */
  private static final class PinningLoader extends ClassLoader {
    PinningLoader() {
      super(AllWaiting.class.getClassLoader());
    }

    Callable<?> pinning() throws ReflectiveOperationException, IOException {
      String file = Pinning.class.getName().replace('.', '/') + ".class";
      try (InputStream in = getParent().getResourceAsStream(file)) {
        byte[] code = in.readAllBytes();
        Class<?> type = defineClass(Pinning.class.getName(), code, 0, code.length);
        return (Callable<?>) type.getConstructor().newInstance();
      }
    }
  }

  public static void main(String[] arguments) throws Exception {
    int count = Integer.parseInt(arguments[0]);
    int pinned = Integer.parseInt(arguments[1]);
    // Not there on JDK 17, for which these programs are compiled.
    Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
    List<Thread> threads = new ArrayList<>(count);
    CountDownLatch ended = new CountDownLatch(count);
    long locked;
    long entered;
    synchronized (MONITOR) {
      LOCK.lock();
      long lockedAt;
      try {
        for (int i = 0; i < count; i++) {
          boolean pin = i < pinned;
          Runnable task = () -> run(pin, ended);
          threads.add((Thread) start.invoke(null, task));
        }
        while (LOCK.getQueueLength() < count) {
          Thread.sleep(20);
        }
        lockedAt = System.nanoTime();
        Thread.sleep(5);
      } finally {
        locked = System.nanoTime();
        LOCK.unlock();
      }
      locked -= lockedAt;
      // Whatever else they could block for lies behind them.
      for (Thread thread : threads) {
        while (thread.getState() != Thread.State.BLOCKED) {
          Thread.sleep(1);
        }
      }
      long enteredAt = System.nanoTime();
      Thread.sleep(5);
      entered = System.nanoTime() - enteredAt;
    }
    ended.await();
    System.out.println(count * locked + " " + LOCKING.sum());
    System.out.println(count * entered + " " + ENTERING.sum());
  }

  private static void run(boolean pin, CountDownLatch ended) {
    try {
      if (pin) {
        new PinningLoader().pinning().call();
      } else {
        take();
      }
      ended.countDown();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Public, as a pinning class is in the package of another loader. */
  public static boolean take() {
    long start = System.nanoTime();
    LOCK.lock();
    try {
      LOCKING.add(System.nanoTime() - start);
    } finally {
      LOCK.unlock();
    }
    start = System.nanoTime();
    synchronized (MONITOR) {
      ENTERING.add(System.nanoTime() - start);
    }
    return true;
  }
}
