package io.lockmeter.safety.agents;

import java.util.concurrent.locks.ReentrantLock;

/**
 * Waits for locks of the kinds that are hooked in different ways, each so often as it says. A wait
 * begins when its thread is seen in it, so none is missed and there are no others. Prints {@code
 * WAIT<tab>lock<tab>kind<tab>waits<tab>least nanoseconds<tab>most nanoseconds}.
 */
public final class KnownWaits {

  static final String PREFIX = "WAIT\t";
  static final int TIMES = 5;

  private static final long HOLD_NANOS = 4_000_000;
  private static final String SELF = KnownWaits.class.getName();

  private final ReentrantLock lock = new ReentrantLock();
  private final Object monitor = new Object();
  private final Ledger ledger = new Ledger();
  private int entered;

  /** What other agents like to change: final, with synchronized methods. */
  static final class Ledger {
    private int sum;

    synchronized int add(int amount) {
      sum += amount;
      return sum;
    }

    synchronized void hold(Runnable body) {
      body.run();
    }

    static synchronized void holdClass(Runnable body) {
      body.run();
    }

    static synchronized int twice(int amount) {
      return 2 * amount;
    }
  }

  public static void main(String[] arguments) throws Exception {
    run();
  }

  /** All of them, and the answer that they come to. */
  static void run() throws InterruptedException {
    KnownWaits waits = new KnownWaits();
    waits.waits(".lock", "reentrant", waits::holdLock, waits::enterLock);
    waits.waits(".monitor", "monitor", waits::holdMonitor, waits::enterMonitor);
    waits.waits("$Ledger", "monitor", waits.ledger::hold, () -> waits.ledger.add(1));
    waits.waits("$Ledger.class", "monitor", Ledger::holdClass, () -> Ledger.twice(1));
    System.out.println("answer " + (waits.entered + waits.ledger.add(0)));
  }

  private void waits(String name, String kind, Holder holder, Runnable enter)
      throws InterruptedException {
    long least = 0;
    long most = 0;
    for (int i = 0; i < TIMES; i++) {
      Waiter waiter = new Waiter(enter);
      long before = System.nanoTime();
      holder.hold(waiter::beginAndStay);
      waiter.join();
      least += waiter.least;
      // Who loses the processor on the way in may be taken for one that waits.
      most += waiter.most + waiter.begun - before;
    }
    System.out.println(
        PREFIX + SELF + name + "\t" + kind + "\t" + TIMES + "\t" + least + "\t" + most);
  }

  private void holdLock(Runnable body) {
    lock.lock();
    try {
      body.run();
    } finally {
      lock.unlock();
    }
  }

  private void enterLock() {
    lock.lock();
    try {
      entered++;
    } finally {
      lock.unlock();
    }
  }

  private void holdMonitor(Runnable body) {
    synchronized (monitor) {
      body.run();
    }
  }

  private void enterMonitor() {
    synchronized (monitor) {
      entered++;
    }
  }

  /** Runs something while it holds a lock. */
  private interface Holder {
    void hold(Runnable body);
  }

  /** A thread that wants a lock which is held when it starts. */
  private static final class Waiter extends Thread {
    private final Runnable enter;
    private long begun;
    private long most;
    private long least;

    Waiter(Runnable enter) {
      this.enter = enter;
    }

    @Override
    public void run() {
      long start = System.nanoTime();
      enter.run();
      most = System.nanoTime() - start;
    }

    /** Called with the lock held. */
    void beginAndStay() {
      begun = System.nanoTime();
      start();
      while (!waits()) {
        Thread.onSpinWait();
      }
      long seen = System.nanoTime();
      while (System.nanoTime() - seen < HOLD_NANOS) {
        Thread.onSpinWait();
      }
      least = System.nanoTime() - seen;
    }

    /** Whether it waits for the lock, and not for one that it met on its way there. */
    private boolean waits() {
      StackTraceElement[] stack = getStackTrace();
      boolean there =
          stack.length > 0
              && (stack[0].getClassName().startsWith(SELF)
                  || stack[0].getMethodName().equals("park") && parksInLock(stack));
      return there && (getState() == State.BLOCKED || getState() == State.WAITING);
    }

    private static boolean parksInLock(StackTraceElement[] stack) {
      for (StackTraceElement frame : stack) {
        if (frame.getClassName().startsWith(SELF)) {
          return frame.getMethodName().equals("enterLock");
        }
      }
      return false;
    }
  }
}
