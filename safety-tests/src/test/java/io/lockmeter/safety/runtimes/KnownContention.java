package io.lockmeter.safety.runtimes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;

/**
 * Waits for locks of every kind, as often as it says and as long as it measured itself. The last of
 * its locks is a bottleneck until a line comes on standard input, or its end.
 */
public final class KnownContention {

  /** What it ends with, so that its end is told from that of a JVM that failed. */
  static final int EXIT = 42;

  static final String OUT = "all locks are free";
  static final String BOTTLENECK = KnownContention.class.getName() + ".bottleneck";

  private static final int ROUNDS = 3;
  private static final long HOLD_NANOS = 1_000_000;
  private static final long TRY_MILLIS = 2;

  private final ReentrantLock reentrant = new ReentrantLock();
  private final ReentrantReadWriteLock readWrite = new ReentrantReadWriteLock();
  private final StampedLock stamped = new StampedLock();
  private final Object monitor = new Object();
  private final ReentrantLock tried = new ReentrantLock();
  private final ReentrantLock bottleneck = new ReentrantLock();
  private final Duel duel = new Duel(HOLD_NANOS);
  private volatile boolean told;

  private KnownContention() {}

  public static void main(String[] arguments) throws Exception {
    List<String> truths = new KnownContention().run();
    truths.forEach(System.out::println);
    System.out.println(OUT);
    System.exit(EXIT);
  }

  private List<String> run() throws InterruptedException {
    Thread listener = new Thread(this::listen, "listener");
    listener.setDaemon(true);
    listener.start();
    duel.start();
    List<String> truths = new ArrayList<>();
    for (Section section : sections()) {
      truths.add(duel.truth(section, ROUNDS));
    }
    truths.add(duel.truthOfGivingUp(triedSection(), ROUNDS));
    truths.add(bottleneckTruth());
    duel.end();
    if (reentrant.isLocked()
        || readWrite.isWriteLocked()
        || readWrite.getReadLockCount() > 0
        || stamped.isWriteLocked()
        || stamped.isReadLocked()
        || tried.isLocked()
        || bottleneck.isLocked()) {
      throw new IllegalStateException("a lock is still held");
    }
    return truths;
  }

  private List<Section> sections() {
    return List.of(
        new Section(
            named("reentrant"),
            "reentrant",
            this::reentrant,
            this::reentrant,
            reentrant::hasQueuedThread),
        new Section(
            named("readWrite"), "read", this::write, this::read, readWrite::hasQueuedThread),
        new Section(
            named("readWrite"), "write", this::write, this::write, readWrite::hasQueuedThread),
        new Section(
            named("stamped"),
            "stamped_read",
            this::stampedWrite,
            this::stampedRead,
            this::queuedForStamped),
        new Section(
            named("stamped"),
            "stamped_write",
            this::stampedWrite,
            this::stampedWrite,
            this::queuedForStamped),
        new Section(
            named("monitor"), "monitor", this::block, this::block, KnownContention::blocked),
        new Section(
            KnownContention.class.getName(),
            "monitor",
            this::method,
            this::method,
            KnownContention::blocked));
  }

  private Section triedSection() {
    return new Section(
        named("tried"), "reentrant", this::holdTried, this::tryTried, tried::hasQueuedThread);
  }

  private String bottleneckTruth() {
    Section section =
        new Section(
            BOTTLENECK,
            "reentrant",
            this::bottleneck,
            this::bottleneck,
            bottleneck::hasQueuedThread);
    duel.forget();
    int rounds = 0;
    do {
      duel.round(section);
      rounds++;
    } while (!told);
    return duel.line(section, rounds, 0);
  }

  private void listen() {
    try {
      System.in.read();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } finally {
      told = true;
    }
  }

  private boolean queuedForStamped(Thread thread) {
    return LockSupport.getBlocker(thread) == stamped;
  }

  private static boolean blocked(Thread thread) {
    return thread.getState() == Thread.State.BLOCKED;
  }

  private static String named(String field) {
    return KnownContention.class.getName() + "." + field;
  }

  private void reentrant(Runnable inside) {
    reentrant.lock();
    try {
      inside.run();
    } finally {
      reentrant.unlock();
    }
  }

  private void read(Runnable inside) {
    readWrite.readLock().lock();
    try {
      inside.run();
    } finally {
      readWrite.readLock().unlock();
    }
  }

  private void write(Runnable inside) {
    readWrite.writeLock().lock();
    try {
      inside.run();
    } finally {
      readWrite.writeLock().unlock();
    }
  }

  private void stampedRead(Runnable inside) {
    long stamp = stamped.readLock();
    try {
      inside.run();
    } finally {
      stamped.unlockRead(stamp);
    }
  }

  private void stampedWrite(Runnable inside) {
    long stamp = stamped.writeLock();
    try {
      inside.run();
    } finally {
      stamped.unlockWrite(stamp);
    }
  }

  private void block(Runnable inside) {
    synchronized (monitor) {
      inside.run();
    }
  }

  private synchronized void method(Runnable inside) {
    inside.run();
  }

  private void holdTried(Runnable inside) {
    tried.lock();
    try {
      inside.run();
    } finally {
      tried.unlock();
    }
  }

  private void tryTried(Runnable inside) {
    try {
      if (tried.tryLock(TRY_MILLIS, TimeUnit.MILLISECONDS)) {
        tried.unlock();
        throw new IllegalStateException("two threads had the lock");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void bottleneck(Runnable inside) {
    bottleneck.lock();
    try {
      inside.run();
    } finally {
      bottleneck.unlock();
    }
  }
}
