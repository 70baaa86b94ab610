package io.lockmeter.truth;

import java.util.HashMap;
import java.util.Map;

/** Waits for monitors that the program's own code enters. */
final class ApplicationMonitors {

  private static final String SELF = ApplicationMonitors.class.getName();
  private static final String KIND = "monitor";

  private static final Object SHARED = new Object();
  private final Object field = new Object();
  private final Object handedDown = new Object();
  private final Map<String, Object> locks = new HashMap<>(Map.of("a", new Object()));
  private final Object[] stripes = {new Object(), new Object()};
  private final Account account = new Account();
  private final Journal journal = new Journal();
  private final Object mailbox = new Object();
  private boolean mail;

  /** Locked by synchronized methods. */
  private static final class Account {

    private static synchronized void holdClass(Runnable body) {
      body.run();
    }

    private static synchronized long enterClass(long start) {
      return System.nanoTime() - start;
    }

    private synchronized void hold(Runnable body) {
      body.run();
    }

    private synchronized long enter(long start) {
      return System.nanoTime() - start;
    }
  }

  /** Locked by blocks. */
  private static class Journal {

    void hold(Runnable body) {
      synchronized (this) {
        body.run();
      }
    }

    long enter() {
      long start = System.nanoTime();
      synchronized (this) {
        return System.nanoTime() - start;
      }
    }
  }

  public static void main(String[] arguments) {
    JvmRecording.await(arguments);
    Ledger ledger = new Ledger();
    run(new Contest(ledger, Threads.platform()));
    ledger.print();
  }

  static void run(Contest contest) {
    ApplicationMonitors monitors = new ApplicationMonitors();
    monitors.fields(contest);
    monitors.objects(contest);
    contest.waits(SELF + ".mailbox", KIND, monitors::holdWhenBack, () -> monitors.enterMailbox());
    contest.waits(SELF + ".class", KIND, body -> holdLiteral(body), () -> enterLiteral());
    contest.waits(
        Account.class.getName() + ".class",
        KIND,
        Account::holdClass,
        () -> Account.enterClass(System.nanoTime()));
  }

  private void fields(Contest contest) {
    contest.waits(SELF + ".SHARED", KIND, body -> hold(SHARED, body), () -> enterShared());
    contest.waits(SELF + ".field", KIND, body -> hold(field, body), () -> enterField());
    contest.waits(
        SELF + ".handedDown", KIND, body -> hold(handedDown, body), () -> enterParameter());
    contest.waits(SELF + ".stripes[]", KIND, body -> hold(stripes[1], body), () -> enterStripe());
    contest.waits(SELF + ".locks[]", KIND, body -> hold(locks.get("a"), body), () -> enterValue());
  }

  private void objects(Contest contest) {
    contest.waits(
        Account.class.getName(), KIND, account::hold, () -> account.enter(System.nanoTime()));
    contest.waits(Journal.class.getName(), KIND, journal::hold, journal::enter);
  }

  /** Holds the monitor when it has waited in it, while another thread entered and left. */
  private void holdWhenBack(Runnable body) {
    Thread holder = Thread.currentThread();
    Thread postman = new Thread(() -> deliverTo(holder));
    synchronized (mailbox) {
      mail = false;
      postman.start();
      while (!mail) {
        try {
          mailbox.wait();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      body.run();
    }
    Threads.join(postman);
  }

  private void deliverTo(Thread holder) {
    while (holder.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    synchronized (mailbox) {
      mail = true;
      mailbox.notifyAll();
    }
  }

  private static void hold(Object monitor, Runnable body) {
    synchronized (monitor) {
      body.run();
    }
  }

  private static void holdLiteral(Runnable body) {
    synchronized (ApplicationMonitors.class) {
      body.run();
    }
  }

  private static long enterLiteral() {
    long start = System.nanoTime();
    synchronized (ApplicationMonitors.class) {
      return System.nanoTime() - start;
    }
  }

  private static long enterShared() {
    long start = System.nanoTime();
    synchronized (SHARED) {
      return System.nanoTime() - start;
    }
  }

  private long enterField() {
    long start = System.nanoTime();
    synchronized (field) {
      return System.nanoTime() - start;
    }
  }

  private long enterStripe() {
    long start = System.nanoTime();
    synchronized (stripes[1]) {
      return System.nanoTime() - start;
    }
  }

  private long enterValue() {
    long start = System.nanoTime();
    synchronized (locks.get("a")) {
      return System.nanoTime() - start;
    }
  }

  private long enterMailbox() {
    long start = System.nanoTime();
    synchronized (mailbox) {
      return System.nanoTime() - start;
    }
  }

  private long enterParameter() {
    return enter(handedDown);
  }

  private static long enter(Object monitor) {
    long start = System.nanoTime();
    synchronized (monitor) {
      return System.nanoTime() - start;
    }
  }
}
