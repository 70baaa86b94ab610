package io.lockmeter.engine.jfrmonitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lockmeter.engine.record.MeasuredWait;
import java.lang.instrument.Instrumentation;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Vector;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;

class MonitorStreamTest {

  private static final Object LOCK = new Object();

  /**
   * JFR's clock and System.nanoTime() need not tick alike: the JVM works out the rate of JFR's in a
   * few milliseconds at its start, and is some per cent off if the machine stalls then.
   */
  private static final long CLOCKS_DIFFER_NANOS = 100_000;

  private static final double CLOCKS_DRIFT = 0.25;

  private static volatile int lineBefore;

  private final List<MeasuredWait> waits = new CopyOnWriteArrayList<>();

  /**
   * What is known of a wait.
   *
   * @param threadId the thread that waited
   * @param atLeastNanos from when it was seen blocked to just before the monitor was let go
   * @param atMostNanos from just before it asked for the monitor to when it had gone on
   */
  record Truth(long threadId, long atLeastNanos, long atMostNanos) {}

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
    Truth interrupted;
    try (MonitorStream stream = start(true, true, (type, method, descriptor) -> false)) {
      assertThat(stream.running()).isTrue();
      field = contend(LOCK, MonitorStreamTest::enterField);
      literal = contend(MonitorStreamTest.class, MonitorStreamTest::enterClass);
      handedDown = contend(inventory.shelf, inventory::enterShelf);
      interrupted = contendAfterInterruptedWait(inventory);
    }

    String self = MonitorStreamTest.class.getName();
    assertThat(waitOf(field).lock()).isEqualTo(self + ".LOCK");
    assertThat(waitOf(field).site()).isEqualTo(self + ".enterField:" + (lineBefore + 1));
    assertThat(waitOf(literal).lock()).isEqualTo(self + ".class");
    assertThat(waitOf(handedDown).lock()).isEqualTo(Inventory.class.getName() + ".shelf");
    assertThat(waitOf(interrupted).lock()).isEqualTo(Inventory.class.getName() + ".shelf");
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
    assertThat(locksOf(application)).isEmpty();
    assertThat(locksOf(jdk)).containsExactly("java.util.Hashtable");

    waits.clear();
    try (MonitorStream stream = start(true, false, (type, method, descriptor) -> false)) {
      assertThat(stream.running()).isTrue();
      application = contend(LOCK, MonitorStreamTest::enterField);
      jdk = contend(table, () -> table.put("a", "b"));
    }
    assertThat(locksOf(application)).isEmpty();
    assertThat(locksOf(jdk)).containsExactly("java.util.Hashtable");
  }

  @Test
  void eventsOfTheApplicationAreAsTheyWouldBeWithoutIt() throws Exception {
    ApplicationEvent event = new ApplicationEvent();
    event.isEnabled();
    try (MonitorStream stream = start(true, true, (type, method, descriptor) -> false)) {
      assertThat(stream.running()).isTrue();
      awaitEnabled(event, false, "nobody else records");
      try (Recording recording = new Recording()) {
        recording.enable("jdk.CPULoad");
        recording.start();
        awaitEnabled(event, true, "a recording that leaves it at its default");
      }
      awaitEnabled(event, false, "nobody else records any more");
      try (Recording recording = new Recording()) {
        recording.disable("lockmeter.test.Application");
        recording.start();
        assertThat(event.isEnabled()).as("a recording that switches it off").isFalse();
      }
    }
  }

  /** Another thread may be at it at the time, or it comes with the next look only. */
  private static void awaitEnabled(Event event, boolean enabled, String why) {
    await(why).atMost(Duration.ofMinutes(2)).until(() -> event.isEnabled() == enabled);
  }

  @Name("lockmeter.test.Application")
  static final class ApplicationEvent extends Event {}

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
    List<MeasuredWait> own = waitsOf(truth);
    assertThat(own).hasSize(1);
    long apart = CLOCKS_DIFFER_NANOS + (long) (CLOCKS_DRIFT * truth.atMostNanos());
    assertThat(own.get(0).durationNanos())
        .isBetween(truth.atLeastNanos() - apart, truth.atMostNanos() + apart);
    return own.get(0);
  }

  private List<String> locksOf(Truth truth) {
    return waitsOf(truth).stream().map(MeasuredWait::lock).toList();
  }

  /** Without those in which a thread starts, ends, or loads what it needs. */
  private List<MeasuredWait> waitsOf(Truth truth) {
    return waits.stream()
        .filter(wait -> wait.threadId() == truth.threadId())
        .filter(wait -> wait.durationNanos() >= truth.atLeastNanos() / 2)
        .toList();
  }

  private static Truth contend(Object monitor, Runnable entry) throws InterruptedException {
    AtomicLong atMost = new AtomicLong();
    long atLeast;
    Thread waiter =
        new Thread(
            () -> {
              long start = System.nanoTime();
              entry.run();
              atMost.set(System.nanoTime() - start);
            });
    synchronized (monitor) {
      waiter.start();
      atLeast = keepBlocked(waiter);
    }
    waiter.join();
    return new Truth(waiter.getId(), atLeast, atMost.get());
  }

  /** Of a thread that was interrupted while it waited to be notified, the way back in is timed. */
  private static Truth contendAfterInterruptedWait(Inventory inventory)
      throws InterruptedException {
    long start;
    long atLeast;
    Thread waiter = new Thread(inventory::awaitShelf);
    waiter.start();
    while (waiter.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    synchronized (inventory.shelf) {
      start = System.nanoTime();
      waiter.interrupt();
      atLeast = keepBlocked(waiter);
    }
    waiter.join();
    return new Truth(waiter.getId(), atLeast, System.nanoTime() - start);
  }

  /**
   * Keeps {@code waiter} blocked for long enough to tell its wait from noise.
   *
   * @return for how many nanoseconds it surely was
   */
  private static long keepBlocked(Thread waiter) {
    while (!waitsForThisThread(waiter)) {
      Thread.onSpinWait();
    }
    long seenBlocked = System.nanoTime();
    LockSupport.parkNanos(30_000_000);
    return System.nanoTime() - seenBlocked;
  }

  private static boolean waitsForThisThread(Thread waiter) {
    ThreadInfo seen = ManagementFactory.getThreadMXBean().getThreadInfo(waiter.getId());
    return seen != null && seen.getLockOwnerId() == Thread.currentThread().getId();
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
          shelf.wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }
}
