package com.acme;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;

/** One acquire per method, of every shape that the analyzer follows. Java 8 source. */
public class Acquires extends Base {

  private static final Lock GLOBAL = new ReentrantLock();
  private static final Object[] STRIPES = new Object[4];

  private final ReentrantLock lock = new ReentrantLock();
  private final Object monitor = new Object();
  private final Lock[] locks = new Lock[4];
  private final Lock[][] grid = new Lock[4][4];
  private final List<Lock> list = new ArrayList<Lock>();
  private final Deque<Lock> deque = new ArrayDeque<Lock>();
  private final Map<String, Lock> map = new HashMap<String, Lock>();
  private final ConcurrentHashMap<String, ReadWriteLock> striped =
      new ConcurrentHashMap<String, ReadWriteLock>();
  private final AtomicReference<Lock> reference = new AtomicReference<Lock>();
  private final AtomicReferenceArray<Lock> array = new AtomicReferenceArray<Lock>(4);
  private final Optional<Lock> optional = Optional.empty();
  private final ReadWriteLock readWrite = new ReentrantReadWriteLock();
  private final ReentrantReadWriteLock.ReadLock read = new ReentrantReadWriteLock().readLock();
  private final StampedLock stamped = new StampedLock();
  private final Condition condition = lock.newCondition();
  private final Acquires next = null;

  @Origin("field com.acme.Acquires.lock")
  void field() {
    lock.lock();
  }

  @Origin("field com.acme.Acquires.lock")
  boolean timed() throws InterruptedException {
    return lock.tryLock(1L, java.util.concurrent.TimeUnit.SECONDS);
  }

  @Origin("field com.acme.Acquires.GLOBAL")
  static void privateStatic() {
    GLOBAL.lock();
  }

  @Origin("field com.acme.Acquires.inherited")
  void inherited() {
    inherited.lock();
  }

  @Origin("field com.acme.Acquires.lock")
  int local(int a) {
    long wide = a;
    Lock copy = this.lock;
    copy.lock();
    return (int) wide;
  }

  @Origin("field com.acme.Acquires.lock")
  void throughTwoLocals(boolean log) {
    Lock first = this.lock;
    if (log) {
      System.out.println("acquiring");
    }
    Lock second = first;
    try {
      second.lock();
    } finally {
      second.unlock();
    }
  }

  @Origin("field com.acme.Acquires.lock")
  void sameOnBothPaths(boolean a) {
    Lock copy;
    if (a) {
      copy = lock;
    } else {
      System.out.println();
      copy = lock;
    }
    copy.lock();
  }

  @Origin("unknown")
  void differsByPath(boolean a) {
    Lock copy = a ? lock : GLOBAL;
    copy.lock();
  }

  @Origin("field com.acme.Acquires.lock")
  void inLoop(Acquires[] all) {
    for (Acquires a : all) {
      a.lock.lock();
    }
  }

  @Origin("field com.acme.Acquires.lock")
  void chain() {
    next.next.lock.lock();
  }

  @Origin("field com.acme.Acquires.locks[]")
  void element(Object key) {
    locks[(key.hashCode() & 0x7fffffff) % locks.length].lock();
  }

  @Origin("field com.acme.Acquires.grid[]")
  void elementOfElement(int i) {
    grid[i][i > 2 ? 1 : 0].lock();
  }

  @Origin("field com.acme.Acquires.locks[]")
  void eachElement() {
    for (Lock each : locks) {
      each.lock();
    }
  }

  @Origin("field com.acme.Acquires.list[]")
  void listElement() {
    list.get(1).lock();
  }

  @Origin("field com.acme.Acquires.list[]")
  void eachOfList() {
    for (Lock each : list) {
      each.lock();
    }
  }

  @Origin("field com.acme.Acquires.deque[]")
  void dequeElement() {
    deque.peekFirst().lock();
  }

  @Origin("field com.acme.Acquires.map[]")
  void mapElement(String key) {
    Lock found = map.get(key);
    found.lock();
  }

  @Origin("field com.acme.Acquires.striped[]")
  void computed(String key) {
    striped.computeIfAbsent(key, k -> new ReentrantReadWriteLock()).writeLock().lock();
  }

  @Origin("field com.acme.Acquires.map[]")
  void orDefault(String key) {
    map.getOrDefault(key, GLOBAL).lock();
  }

  @Origin("field com.acme.Acquires.map[]")
  void valueOfEntry() {
    map.entrySet().iterator().next().getValue().lock();
  }

  @Origin("field com.acme.Acquires.map[]")
  void createdIfAbsent(String key) {
    Lock found = map.get(key);
    if (found == null) {
      found = new ReentrantLock();
      map.put(key, found);
    }
    found.lock();
  }

  @Origin("field com.acme.Acquires.map[]")
  void putIfAbsent(String key) {
    Lock fresh = new ReentrantLock();
    Lock previous = map.putIfAbsent(key, fresh);
    (previous != null ? previous : fresh).lock();
  }

  @Origin("field com.acme.Acquires.lock")
  void initializedWithNull(boolean locks) {
    Lock copy = null;
    try {
      if (locks) {
        copy = lock;
        copy.lock();
      }
    } finally {
      if (copy != null) {
        copy.unlock();
      }
    }
  }

  @Origin("field com.acme.Acquires.reference")
  void reference() {
    reference.get().lock();
  }

  @Origin("field com.acme.Acquires.array[]")
  void atomicArray() {
    array.get(2).lock();
  }

  @Origin("field com.acme.Acquires.optional")
  void optional() {
    optional.get().lock();
  }

  @Origin("field com.acme.Acquires.readWrite")
  void readHalf() {
    readWrite.readLock().lock();
  }

  @Origin("field com.acme.Acquires.read")
  void keptHalf() {
    read.lock();
  }

  @Origin("field com.acme.Acquires.readWrite")
  void writeHalf() {
    Lock half = ((ReentrantReadWriteLock) readWrite).writeLock();
    half.lock();
  }

  @Origin("field com.acme.Acquires.stamped")
  void view() {
    stamped.asReadWriteLock().writeLock().lock();
  }

  @Origin("field com.acme.Acquires.lock")
  void required() {
    Objects.requireNonNull(lock, "lock").lock();
  }

  @Origin("field com.acme.Acquires.condition")
  void awaits() throws InterruptedException {
    condition.await();
  }

  @Origin("field com.acme.Acquires.lock")
  void awaitsNew() throws InterruptedException {
    Condition fresh = lock.newCondition();
    fresh.await();
  }

  @Origin("this com.acme.Acquires")
  void self() {
    synchronized (this) {
      System.out.println();
    }
  }

  @Origin("field com.acme.Acquires.monitor")
  int monitor(int a) {
    synchronized (monitor) {
      return a;
    }
  }

  @Origin("field com.acme.Acquires.STRIPES[]")
  void monitorElement(int i) {
    synchronized (STRIPES[i]) {
      System.out.println();
    }
  }

  @Origin("class com.acme.Acquires")
  void literal() {
    synchronized (Acquires.class) {
      System.out.println();
    }
  }

  @Origin("class com.acme.Acquires")
  void ownClass() {
    synchronized (getClass()) {
      System.out.println();
    }
  }

  @Origin("class [Ljava.lang.String;")
  void arrayLiteral() {
    synchronized (String[].class) {
      System.out.println();
    }
  }

  @Origin("returned com.acme.Acquires.forKey()")
  void returned(Object key) {
    forKey(key).lock();
  }

  @Origin("returned com.acme.Acquires$Collected.all()")
  void elementOfReturned() {
    synchronized (Collected.all().get(0)) {
      System.out.println();
    }
  }

  static Lock forKey(Object key) {
    return GLOBAL;
  }

  @Origin("parameter 1")
  static void parameter(long wide, Lock given) {
    given.lock();
  }

  @Origin("parameter 2")
  void instanceParameter(double wide, int i, Lock given) {
    Lock copy = given;
    copy.lock();
  }

  @Origin("unknown")
  void elementOfParameter(Lock[] given) {
    given[0].lock();
  }

  @Origin("unknown")
  void reassignedParameter(Lock given) {
    if (given == null) {
      given = lock;
    }
    given.lock();
  }

  @Origin("unknown")
  void fresh() {
    new ReentrantLock().lock();
  }

  @Origin("unknown")
  void freshLocal() {
    Lock fresh = new ReentrantLock();
    fresh.lock();
  }

  @Origin("unknown")
  void text() {
    synchronized ("text") {
      System.out.println();
    }
  }

  @Origin("field com.acme.Acquires.lock")
  void reusedSlot(int n) {
    for (int i = 0; i < n; i++) {
      Object other = locks[i];
      System.out.println(other);
    }
    Lock copy = lock;
    copy.lock();
  }

  @Origin("field com.acme.Acquires.lock")
  void amongOperands(int a) {
    System.out.println(a + (lock.tryLock() ? 1L : 2.0));
  }

  /** An inner class: the outer instance's field and monitor. */
  class Inner {

    @Origin("field com.acme.Base.inherited")
    void outerField(Base base) {
      base.inherited.lock();
    }

    @Origin("this com.acme.Acquires")
    void outer() {
      synchronized (Acquires.this) {
        System.out.println();
      }
    }
  }

  /** Returns a collection. */
  static final class Collected {
    static List<Object> all() {
      return new ArrayList<Object>();
    }
  }
}
