package io.lockmeter.benchmarks.accuracy;

import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;

/** One lock of each kind, each in a field or a class of its own, which names it in the report. */
final class KnownLocks {

  /** The kinds, by label, in the order of the tables. */
  static final List<String> LABELS =
      List.of(
          "reentrant",
          "fair",
          "write",
          "read",
          "stampedWrite",
          "stampedRead",
          "monitorBlock",
          "monitorMethod");

  private final ReentrantLock reentrant = new ReentrantLock();
  private final ReentrantLock fair = new ReentrantLock(true);
  private final ReentrantReadWriteLock write = new ReentrantReadWriteLock();
  private final ReentrantReadWriteLock read = new ReentrantReadWriteLock();
  private final StampedLock stampedWrite = new StampedLock();
  private final StampedLock stampedRead = new StampedLock();
  private final Object monitorBlock = new Object();
  private final MonitorMethod monitorMethod = new MonitorMethod();

  KnownLock get(String label) {
    String field = KnownLocks.class.getName() + "." + label;
    return switch (label) {
      case "reentrant" -> new KnownLock(label, field, this::reentrant, this::reentrant);
      case "fair" -> new KnownLock(label, field, this::fair, this::fair);
      case "write" -> new KnownLock(label, field, this::write, this::write);
      case "read" -> new KnownLock(label, field, this::writeOfRead, this::read);
      case "stampedWrite" -> new KnownLock(label, field, this::stampedWrite, this::stampedWrite);
      case "stampedRead" -> new KnownLock(label, field, this::writeOfStamped, this::stampedRead);
      case "monitorBlock" -> new KnownLock(label, field, this::monitorBlock, this::monitorBlock);
      case "monitorMethod" ->
          new KnownLock(label, MonitorMethod.class.getName(), monitorMethod, monitorMethod);
      default -> throw new IllegalArgumentException("label: no lock is called " + label);
    };
  }

  /** The object of a monitor, for whoever wants to wait in it. */
  Object monitor(String label) {
    return label.equals("monitorBlock") ? monitorBlock : monitorMethod;
  }

  private void reentrant(Runnable inside) {
    reentrant.lock();
    try {
      inside.run();
    } finally {
      reentrant.unlock();
    }
  }

  private void fair(Runnable inside) {
    fair.lock();
    try {
      inside.run();
    } finally {
      fair.unlock();
    }
  }

  private void write(Runnable inside) {
    write.writeLock().lock();
    try {
      inside.run();
    } finally {
      write.writeLock().unlock();
    }
  }

  private void read(Runnable inside) {
    read.readLock().lock();
    try {
      inside.run();
    } finally {
      read.readLock().unlock();
    }
  }

  private void writeOfRead(Runnable inside) {
    Lock lock = read.writeLock();
    lock.lock();
    try {
      inside.run();
    } finally {
      lock.unlock();
    }
  }

  private void stampedWrite(Runnable inside) {
    long stamp = stampedWrite.writeLock();
    try {
      inside.run();
    } finally {
      stampedWrite.unlockWrite(stamp);
    }
  }

  private void stampedRead(Runnable inside) {
    long stamp = stampedRead.readLock();
    try {
      inside.run();
    } finally {
      stampedRead.unlockRead(stamp);
    }
  }

  private void writeOfStamped(Runnable inside) {
    long stamp = stampedRead.writeLock();
    try {
      inside.run();
    } finally {
      stampedRead.unlockWrite(stamp);
    }
  }

  private void monitorBlock(Runnable inside) {
    synchronized (monitorBlock) {
      inside.run();
    }
  }
}
