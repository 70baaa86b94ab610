package com.acme;

import java.util.Collections;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;

/** The locks that the fixtures reach through their fields, and a field that subclasses inherit. */
public class Base {
  public static final ReentrantLock HELD = new ReentrantLock();
  public static final ReentrantLock OWN = new ReentrantLock();
  public static final ReentrantReadWriteLock HELD_READ_WRITE = new ReentrantReadWriteLock();
  public static final StampedLock HELD_STAMPED = new StampedLock();
  public static final Segment HELD_SEGMENT = new Segment();
  public static final Mutex HELD_MUTEX = new Mutex();
  public static final Gate HELD_GATE = new Gate();
  public static final Object MONITOR = new Object();
  public static final Hashtable<String, String> HELD_TABLE = new Hashtable<String, String>();
  public static final Map<String, String> HELD_MAP =
      Collections.synchronizedMap(new HashMap<String, String>());

  protected final ReentrantLock inherited = HELD;

  /** Takes every lock, runs {@code task}, and never gives them back. */
  public void holdAll(Runnable task) {
    HELD.lock();
    HELD_READ_WRITE.writeLock().lock();
    HELD_STAMPED.writeLock();
    HELD_SEGMENT.lock();
    HELD_MUTEX.lock();
    HELD_GATE.enter();
    synchronized (this) {
      synchronized (Contends.class) {
        synchronized (MONITOR) {
          synchronized (HELD_TABLE) {
            synchronized (HELD_MAP) {
              task.run();
            }
          }
        }
      }
    }
  }
}
