package io.lockmeter.engine.jfrmonitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lockmeter.engine.record.MeasuredWait;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Vector;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class MonitorStreamTest {

  private static final Object LOCK = new Object();
  private static final double TOLERANCE_NANOS = 5e6;

  private static volatile int lineBefore;

  private final List<MeasuredWait> waits = new CopyOnWriteArrayList<>();

  /** A wait as the thread that waited measured it. */
  record Truth(long threadId, long nanos) {}

  @Test
  void tellsWaitsForMonitorsOfTheJdkUnderTheirNames() throws Exception {
    Hashtable<String, String> table = new Hashtable<>();
    Map<String, String> map = Collections.synchronizedMap(new HashMap<>());
    Vector<String> inherited = new Inventory();
    Truth put;
    Truth get;
    Truth size;
    try (MonitorStream stream = start(true, true, (type, method, descriptor) -> false)) {
      assertThat(stream.running()).isTrue();
      put = contend(table, () -> table.put("a", "b"));
      get = contend(map, () -> map.get("a"));
      size = contend(inherited, inherited::size);
    }

    MeasuredWait putWait = waitOf(put);
    assertThat(putWait.lock()).isEqualTo("java.util.Hashtable");
    assertThat(putWait.site()).startsWith(MonitorStreamTest.class.getName() + ".lambda$");
    assertThat(putWait.previousOwner()).isEqualTo(Thread.currentThread().getName());
    assertThat(waitOf(get).lock()).isEqualTo("java.util.Collections$SynchronizedMap.mutex");
    assertThat(waitOf(size).lock()).isEqualTo("java.util.Vector");
    assertThat(waitOf(size).lockClass()).isEqualTo(Inventory.class.getName());
  }

  @Test
  void tellsWaitsForMonitorsOfTheApplicationUnderTheirNames() throws Exception {
    Inventory inventory = new Inventory();
    Truth field;
    Truth literal;
    Truth handedDown;
    Truth timedOut;
    try (MonitorStream stream = start(true, true, (type, method, descriptor) -> false)) {
      assertThat(stream.running()).isTrue();
      field = contend(LOCK, MonitorStreamTest::enterField);
      literal = contend(MonitorStreamTest.class, MonitorStreamTest::enterClass);
      handedDown = contend(inventory.shelf, inventory::enterShelf);
      timedOut = contendAfterTimedWait(inventory);
    }

    String self = MonitorStreamTest.class.getName();
    assertThat(waitOf(field).lock()).isEqualTo(self + ".LOCK");
    assertThat(waitOf(field).site()).isEqualTo(self + ".enterField:" + (lineBefore + 1));
    assertThat(waitOf(literal).lock()).isEqualTo(self + ".class");
    assertThat(waitOf(handedDown).lock()).isEqualTo(Inventory.class.getName() + ".shelf");
    assertThat(waitOf(timedOut).lock()).isEqualTo(Inventory.class.getName() + ".shelf");
  }

  @Test
  void leavesOutWhatIsTimedElsewhereOrNotWanted() throws Exception {
    Hashtable<String, String> table = new Hashtable<>();
    Truth application;
    Truth jdk;
    String self = MonitorStreamTest.class.getName();
    try (MonitorStream stream =
        start(
            true,
            true,
            (type, method, descriptor) ->
                (type + "." + method + descriptor).equals(self + ".enterField()V"))) {
      assertThat(stream.running()).isTrue();
      application = contend(LOCK, MonitorStreamTest::enterField);
      jdk = contend(table, () -> table.put("a", "b"));
    }
    assertThat(waits).noneMatch(wait -> wait.threadId() == application.threadId());
    assertThat(waits).anyMatch(wait -> wait.threadId() == jdk.threadId());

    waits.clear();
    try (MonitorStream stream = start(true, false, (type, method, descriptor) -> false)) {
      assertThat(stream.running()).isTrue();
      contend(LOCK, MonitorStreamTest::enterField);
      contend(table, () -> table.put("a", "b"));
    }
    assertThat(waits).extracting(MeasuredWait::lock).containsOnly("java.util.Hashtable");
  }

  @Test
  void recordsNothingWhenNothingIsWanted() {
    try (MonitorStream stream = start(false, false, (type, method, descriptor) -> false)) {
      assertThat(stream.running()).isFalse();
    }
  }

  private MonitorStream start(boolean jdk, boolean application, TimedElsewhere timed) {
    Instrumentation instrumentation =
        (Instrumentation)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Instrumentation.class},
                (proxy, method, arguments) ->
                    new Class<?>[] {MonitorStreamTest.class, Inventory.class});
    return MonitorStream.start(jdk, application, timed, instrumentation, true, waits::add);
  }

  private MeasuredWait waitOf(Truth truth) {
    List<MeasuredWait> own =
        waits.stream().filter(wait -> wait.threadId() == truth.threadId()).toList();
    assertThat(own).hasSize(1);
    assertThat((double) own.get(0).durationNanos())
        .isCloseTo(truth.nanos(), within(TOLERANCE_NANOS));
    return own.get(0);
  }

  private static Truth contend(Object monitor, Runnable entry) throws InterruptedException {
    AtomicLong nanos = new AtomicLong();
    Thread waiter =
        new Thread(
            () -> {
              long start = System.nanoTime();
              entry.run();
              nanos.set(System.nanoTime() - start);
            });
    synchronized (monitor) {
      waiter.start();
      hold(waiter);
    }
    waiter.join();
    return new Truth(waiter.getId(), nanos.get());
  }

  private static Truth contendAfterTimedWait(Inventory inventory) throws InterruptedException {
    AtomicLong released = new AtomicLong();
    Thread waiter = new Thread(inventory::awaitShelf);
    synchronized (inventory.shelf) {
      waiter.start();
    }
    while (waiter.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    long blocked;
    synchronized (inventory.shelf) {
      while (waiter.getState() != Thread.State.BLOCKED) {
        Thread.onSpinWait();
      }
      blocked = System.nanoTime();
      hold(waiter);
      released.set(System.nanoTime());
    }
    waiter.join();
    return new Truth(waiter.getId(), released.get() - blocked);
  }

  /** Keeps {@code waiter} waiting for long enough to tell its wait from noise. */
  private static void hold(Thread waiter) {
    while (waiter.getState() != Thread.State.BLOCKED) {
      Thread.onSpinWait();
    }
    LockSupport.parkNanos(30_000_000);
  }

  private static void enterField() {
    lineBefore = new Throwable().getStackTrace()[0].getLineNumber();
    synchronized (LOCK) {
      Thread.onSpinWait();
    }
  }

  private static void enterClass() {
    synchronized (MonitorStreamTest.class) {
      Thread.onSpinWait();
    }
  }

  private static final class Inventory extends Vector<String> {

    private static final long serialVersionUID = 1;

    private final transient Object shelf = new Object();

    void enterShelf() {
      enter(shelf);
    }

    private static void enter(Object monitor) {
      synchronized (monitor) {
        Thread.onSpinWait();
      }
    }

    void awaitShelf() {
      synchronized (shelf) {
        try {
          shelf.wait(20);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }
}
