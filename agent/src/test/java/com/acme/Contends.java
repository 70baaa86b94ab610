package com.acme;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Consumer;

/**
 * Methods that each wait for a lock, with the name it should get. A test holds the locks; all
 * fields of a type hold the same one. Java 8 source.
 */
public class Contends extends Base {

  private static final Lock GLOBAL = HELD;

  private final Lock lock = HELD;
  private final ReentrantLock[] locks = {HELD};
  private final List<Lock> list = new ArrayList<Lock>(Collections.singletonList(HELD));
  private final Map<String, Lock> map =
      new ConcurrentHashMap<String, Lock>(Collections.singletonMap("a", HELD));
  private final ReadWriteLock readWrite = HELD_READ_WRITE;
  private final Lock reads = readWrite.readLock();
  private final StampedLock stamped = HELD_STAMPED;
  private final Lock alias = lock;
  private final Wrapper wrapped = new Wrapper(HELD);
  private final Condition condition = OWN.newCondition();
  private final Mutex mutex = HELD_MUTEX;
  private final Gate gate = HELD_GATE;

  @Origin("com.acme.Contends.lock")
  public void field() {
    lock.lock();
  }

  @Origin("com.acme.Contends.alias")
  public void alias() {
    alias.lock();
  }

  @Origin("com.acme.Contends.GLOBAL")
  public void privateStatic() throws Exception {
    GLOBAL.tryLock(1, TimeUnit.DAYS);
  }

  @Origin("com.acme.Base.inherited")
  public void inherited() {
    inherited.lock();
  }

  @Origin("com.acme.Contends.locks[]")
  public void element() {
    for (ReentrantLock each : locks) {
      each.lock();
    }
  }

  @Origin("com.acme.Contends.list[]")
  public void listElement() {
    list.get(0).lock();
  }

  @Origin("com.acme.Contends.map[]")
  public void mapElement() throws Exception {
    Lock found = map.get("a");
    try {
      found.lockInterruptibly();
    } finally {
      found.unlock();
    }
  }

  @Origin("com.acme.Contends.readWrite")
  public void readHalf() {
    readWrite.readLock().lock();
  }

  @Origin("com.acme.Contends.readWrite")
  public void writeHalf() {
    Lock half = readWrite.writeLock();
    half.lock();
  }

  @Origin("com.acme.Contends.readWrite")
  public void keptHalf() {
    reads.lock();
  }

  @Origin("com.acme.Contends.stamped")
  public void stampedRead() {
    stamped.readLock();
  }

  @Origin("com.acme.Contends.stamped")
  public void stampedView() {
    stamped.asWriteLock().lock();
  }

  @Origin("com.acme.Contends.lock")
  public void throughTwoCallers() {
    first(lock, "a", 1L);
  }

  private static void first(Lock given, String unused, long wide) {
    second(wide, given);
  }

  private static void second(long wide, Lock given) {
    given.lock();
  }

  @Origin("com.acme.Contends.locks[]")
  public void elementThroughCaller() {
    firstOf(locks);
  }

  private void firstOf(ReentrantLock[] given) {
    given[0].lock();
  }

  @Origin("com.acme.Contends.lock")
  public void capturedByLambda() {
    Lock local = lock;
    Runnable outer =
        () -> {
          Runnable inner = () -> local.lock();
          inner.run();
        };
    outer.run();
  }

  @Origin("com.acme.Contends.lock")
  public void capturedFromCaller() {
    runLocked(lock);
  }

  private void runLocked(Lock given) {
    Runnable task = () -> given.lock();
    task.run();
  }

  @Origin("ReentrantLock at com.acme.Contends.lambda")
  public void ownParameterOfLambda() {
    Consumer<Lock> task = each -> each.lock();
    list.forEach(task);
  }

  @Origin("com.acme.Contends.lock")
  public void capturedByAnonymousClass() {
    final String text = toString();
    final Lock local = lock;
    new Object() {
      void run() {
        System.getProperty(text);
        local.lock();
      }
    }.run();
  }

  @Origin("com.acme.Contends.lock")
  public void fromInnerClass() {
    new Inner().run();
  }

  class Inner {
    void run() {
      lock.lock();
    }
  }

  @Origin("com.acme.Contends.wrapped")
  public void wrapper() {
    wrapped.lock();
  }

  @Origin("com.acme.Wrapper.delegate")
  public void localWrapper() {
    Lock local = new Wrapper(HELD);
    local.lock();
  }

  @Origin("com.acme.Contends.mutex")
  public void ownSynchronizer() {
    mutex.lock();
  }

  @Origin("com.acme.Gate.sync")
  public void synchronizerInside() {
    gate.enter();
  }

  @Origin("com.acme.Segment")
  public void ownLockClass() {
    HELD_SEGMENT.put();
  }

  @Origin("com.acme.Base.HELD_SEGMENT")
  public void ownLockClassFromOutside() {
    HELD_SEGMENT.lock();
  }

  @Origin("com.acme.Contends.forKey()")
  public void returned() {
    forKey("a").lock();
  }

  static Lock forKey(Object key) {
    return HELD;
  }

  @Origin("ReentrantLock at com.acme.Contends.unknown")
  public void unknown() {
    Lock either = hashCode() == 0 ? GLOBAL : lock;
    either.lock();
  }

  @Origin("com.acme.Base.OWN")
  public void awaits() throws Exception {
    OWN.lock();
    condition.await();
  }

  @Origin("com.acme.Contends.lock")
  public void throughBridge() {
    Locker<Lock> locker = new Locker.Plain();
    locker.acquire(lock);
  }

  @Origin("java.util.concurrent.LinkedBlockingQueue.takeLock")
  public void linkedQueue() throws Exception {
    new LinkedBlockingQueue<Object>().take();
  }

  @Origin("java.util.concurrent.ArrayBlockingQueue.lock")
  public void arrayQueue() throws Exception {
    new ArrayBlockingQueue<Object>(1).take();
  }

  @Origin("com.acme.Contends")
  public void monitorOfThis() {
    synchronized (this) {
      System.getProperty("a");
    }
  }

  @Origin("com.acme.Contends")
  public synchronized void synchronizedMethod() {
    System.getProperty("a");
  }

  @Origin("com.acme.Contends.class")
  public void synchronizedStaticMethod() {
    ofClass();
  }

  private static synchronized void ofClass() {
    System.getProperty("a");
  }

  @Origin("com.acme.Base.MONITOR")
  public void monitorParameter() {
    enter(MONITOR);
  }

  private void enter(Object given) {
    synchronized (given) {
      System.getProperty("a");
    }
  }

  @Origin("com.acme.Base.MONITOR")
  public void secondMonitorOfSynchronizedMethod() {
    HELD_SEGMENT.both();
  }

  @Origin("java.util.Hashtable")
  public void hashtable() {
    HELD_TABLE.get("a");
  }

  @Origin("java.util.Collections$SynchronizedMap.mutex")
  public void synchronizedMap() {
    HELD_MAP.get("a");
  }
}
