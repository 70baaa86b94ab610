package io.lockmeter.engine.export.jfr;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.lockmeter.bootstrap.LockKind;
import io.lockmeter.engine.analyze.LockSnapshot;
import io.lockmeter.engine.export.Snapshots;
import io.lockmeter.engine.instrument.Coverage;
import io.lockmeter.engine.record.WaitEvents;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import jdk.jfr.AnnotationElement;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.Relational;
import jdk.jfr.ValueDescriptor;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import jdk.jfr.consumer.RecordingStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmc.common.IMCThread;
import org.openjdk.jmc.common.IMCType;
import org.openjdk.jmc.common.item.IItem;
import org.openjdk.jmc.common.item.IItemCollection;
import org.openjdk.jmc.common.item.IItemIterable;
import org.openjdk.jmc.common.item.IMemberAccessor;
import org.openjdk.jmc.common.item.ItemFilters;
import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.flightrecorder.JfrLoaderToolkit;
import org.openjdk.jmc.flightrecorder.jdk.JdkAttributes;

/** Real recordings, read back by the JDK's consumer and by Mission Control's own parser. */
final class JfrExporterTest {

  private static final LockSnapshot LOCK =
      Snapshots.lock("com.acme.OrderBook.lock", "reentrant", 12.5, true);

  private static final long LEAST_NANOS = 1_000;

  @TempDir private Path directory;
  private final Coverage coverage = new Coverage();
  private final JfrExporter exporter = new JfrExporter();

  @BeforeEach
  void start() {
    exporter.start(
        () -> Snapshots.at(Duration.ofMinutes(1), Map.of("sites", 3L, "threads", 4L), LOCK),
        coverage,
        "1.2.3");
  }

  @AfterEach
  void stop() {
    exporter.close();
  }

  @Test
  void beginsNoEventWithoutARecordingThatWantsIt() {
    assertThat(exporter.begin()).isNull();
    try (Recording recording = new Recording()) {
      recording.disable("lockmeter.LockWait");
      recording.start();
      assertThat(exporter.begin()).isNull();
    }
    try (Recording recording = new Recording()) {
      recording.start();
      assertThat(exporter.begin()).isNotNull();
    }
    assertThat(exporter.begin()).isNull();
  }

  @Test
  void waitHasTheFieldsOfAMonitorEnter() throws Exception {
    Path file = recordedWait();

    RecordedEvent event = only(file, "lockmeter.LockWait");
    assertThat(event.getClass("monitorClass").getName()).isEqualTo(ReentrantLock.class.getName());
    assertThat(event.getThread("previousOwner").getJavaName()).isEqualTo("owner");
    assertThat(event.getLong("address")).isEqualTo(0xCAFE);
    assertThat(event.getString("lock")).isEqualTo("com.acme.OrderBook.lock");
    assertThat(event.getString("kind")).isEqualTo("reentrant");
    assertThat(event.getInt("waiters")).isEqualTo(3);
    assertThat(event.getBoolean("acquired")).isTrue();
    assertThat(event.getThread().getJavaName()).isEqualTo(Thread.currentThread().getName());
    assertThat(event.getDuration()).isPositive();
    assertThat(event.getStackTrace().getFrames())
        .extracting(frame -> frame.getMethod().getName())
        .contains("recordedWait");
  }

  @Test
  void missionControlFindsClassOwnerAndAddressOfAWait() throws Exception {
    IItemCollection waits =
        JfrLoaderToolkit.loadEvents(recordedWait().toFile())
            .apply(ItemFilters.type("lockmeter.LockWait"));

    int seen = 0;
    for (IItemIterable items : waits) {
      IMemberAccessor<IMCType, IItem> type =
          requireNonNull(JdkAttributes.MONITOR_CLASS.getAccessor(items.getType()));
      IMemberAccessor<IMCThread, IItem> owner =
          requireNonNull(JdkAttributes.MONITOR_PREVIOUS_OWNER.getAccessor(items.getType()));
      IMemberAccessor<IQuantity, IItem> address =
          requireNonNull(JdkAttributes.MONITOR_ADDRESS.getAccessor(items.getType()));
      for (IItem item : items) {
        seen++;
        assertThat(type.getMember(item).getFullName()).isEqualTo(ReentrantLock.class.getName());
        assertThat(owner.getMember(item).getThreadName()).isEqualTo("owner");
        assertThat(address.getMember(item).longValue()).isEqualTo(0xCAFE);
      }
    }
    assertThat(seen).isEqualTo(1);
  }

  @Test
  void shortWaitsAreNotWritten() throws Exception {
    try (Recording recording = new Recording()) {
      recording.enable("lockmeter.LockWait").withThreshold(Duration.ofMinutes(10));
      recording.start();
      commitOne(exporter, Thread.currentThread());
      Path file = directory.resolve("short.jfr");
      recording.stop();
      recording.dump(file);
      assertThat(RecordingFile.readAllEvents(file))
          .noneMatch(event -> event.getEventType().getName().equals("lockmeter.LockWait"));
    }
  }

  @Test
  void floodsAreCutAndCounted() throws Exception {
    int committed = 20_000;
    Path file = directory.resolve("flood.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("lockmeter.LockWait").withThreshold(Duration.ZERO).withoutStackTrace();
      recording.start();
      for (int i = 0; i < committed; i++) {
        commitOne(exporter, Thread.currentThread());
      }
      recording.stop();
      recording.dump(file);
    }
    long written =
        RecordingFile.readAllEvents(file).stream()
            .filter(event -> event.getEventType().getName().equals("lockmeter.LockWait"))
            .count();
    assertThat(written + exporter.suppressed()).isEqualTo(committed);
    assertThat(exporter.suppressed()).isPositive();
  }

  @Test
  void statisticsComeOncePerLockAndPeriod() throws Exception {
    List<RecordedEvent> seen = new CopyOnWriteArrayList<>();
    CountDownLatch three = new CountDownLatch(3);
    try (RecordingStream stream = new RecordingStream()) {
      stream.enable("lockmeter.LockStatistics").withPeriod(Duration.ofMillis(100));
      stream.setReuse(false);
      stream.onEvent(
          "lockmeter.LockStatistics",
          event -> {
            seen.add(event);
            three.countDown();
          });
      stream.startAsync();
      assertThat(three.await(5, TimeUnit.MINUTES)).isTrue();
    }
    RecordedEvent event = seen.get(0);
    assertThat(event.getString("lock")).isEqualTo(LOCK.lock());
    assertThat(event.getString("kind")).isEqualTo("reentrant");
    assertThat(event.getString("lockClass")).isEqualTo(LOCK.lockClass());
    assertThat(event.getInt("instances")).isEqualTo(LOCK.instances());
    assertThat(event.getLong("acquisitions")).isEqualTo(LOCK.acquisitions());
    assertThat(event.getLong("contended")).isEqualTo(LOCK.contended());
    assertThat(event.getLong("abandoned")).isEqualTo(LOCK.abandoned());
    assertThat(event.getDuration("waitTime").toNanos()).isEqualTo(LOCK.waitNanos());
    assertThat(event.getDuration("maxWait").toNanos()).isEqualTo(LOCK.waitMaxNanos());
    assertThat(event.getDuration("holdTime").toNanos()).isEqualTo(LOCK.holdNanos());
    assertThat(event.getDuration("executionTime").toNanos()).isEqualTo(LOCK.executionNanos());
    assertThat(event.getInt("waiters")).isEqualTo(LOCK.waiters());
    assertThat(event.getDouble("waitRatio")).isEqualTo(LOCK.waitRatio(), within(1e-9));
    assertThat(event.getDouble("waitRatioWindow")).isEqualTo(LOCK.waitRatioWindow(), within(1e-9));
    assertThat(event.getDouble("waitRatioPeak")).isEqualTo(LOCK.waitRatioPeak(), within(1e-9));
    assertThat(event.getBoolean("flagged")).isTrue();
    assertThat(event.getBoolean("everFlagged")).isTrue();
    assertThat(event.getDuration("uptime")).isEqualTo(Duration.ofMinutes(1));
    assertThat(event.getStackTrace()).isNull();
  }

  @Test
  void totalsAndSitesAreWrittenHoweverShortTheRecording() throws Exception {
    Path file = directory.resolve("short.jfr");
    try (Recording recording = new Recording()) {
      recording.start();
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> events = RecordingFile.readAllEvents(file);
    assertThat(events).extracting(e -> e.getEventType().getName()).contains("lockmeter.Status");
    assertThat(events)
        .filteredOn(event -> event.getEventType().getName().equals("lockmeter.LockStatistics"))
        .extracting(event -> event.getString("lock"))
        .contains(LOCK.lock());
    assertThat(events)
        .filteredOn(event -> event.getEventType().getName().equals("lockmeter.LockSite"))
        .extracting(
            event -> event.getString("lock"),
            event -> event.getString("kind"),
            event -> event.getString("role"),
            event -> event.getString("site"),
            event -> event.getString("thread"),
            event -> event.getLong("contended"),
            event -> event.getDuration("waitTime").toNanos())
        .contains(
            tuple(
                LOCK.lock(),
                "reentrant",
                "waited",
                "com.acme.Foo.bar:42",
                "",
                12_500L,
                LOCK.waitNanos()),
            tuple(
                LOCK.lock(),
                "reentrant",
                "held",
                "com.acme.Foo.baz:43",
                "worker-1",
                0L,
                LOCK.waitNanos()));
  }

  @Test
  void eventsOnOneLockAreRelatedByItsName() {
    List<EventType> types =
        FlightRecorder.getFlightRecorder().getEventTypes().stream()
            .filter(type -> type.getName().startsWith("lockmeter.Lock"))
            .toList();
    assertThat(types).hasSize(4);
    for (EventType type : types) {
      AnnotationElement relation =
          type.getField("lock").getAnnotationElements().stream()
              .filter(annotation -> annotation.getTypeName().equals("lockmeter.LockName"))
              .findFirst()
              .orElseThrow();
      Relational relational = relation.getAnnotation(Relational.class);
      assertThat(relational).as(type.getName()).isNotNull();
    }
  }

  @Test
  void everyFieldHasALabelAndNoTwoOfATypeTheSame() {
    for (EventType type : FlightRecorder.getFlightRecorder().getEventTypes()) {
      if (type.getName().startsWith("lockmeter.")) {
        assertThat(type.getLabel()).as(type.getName()).isNotBlank();
        assertThat(type.getDescription()).as(type.getName()).isNotBlank();
        assertThat(type.getCategoryNames()).containsExactly("Java Application", "Lockmeter");
        assertThat(type.getFields()).extracting(ValueDescriptor::getLabel).doesNotHaveDuplicates();
        assertThat(type.getFields()).extracting(ValueDescriptor::getLabel).doesNotContainNull();
      }
    }
  }

  @Test
  void flagsAndClearancesAreWritten() throws Exception {
    Path file = directory.resolve("flags.jfr");
    try (Recording recording = new Recording()) {
      recording.start();
      exporter.flagged(LOCK);
      exporter.cleared(LOCK);
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> events =
        RecordingFile.readAllEvents(file).stream()
            .filter(event -> event.getEventType().getName().equals("lockmeter.LockFlagged"))
            .toList();
    assertThat(events)
        .extracting(event -> event.getBoolean("flagged"))
        .containsExactly(true, false);
    RecordedEvent flagged = events.get(0);
    assertThat(flagged.getString("lock")).isEqualTo(LOCK.lock());
    assertThat(flagged.getString("kind")).isEqualTo(LOCK.kind());
    assertThat(flagged.getDouble("waitRatio")).isEqualTo(LOCK.waitRatioWindow(), within(1e-9));
    assertThat(flagged.getLong("contended")).isEqualTo(LOCK.contended());
    assertThat(flagged.getDuration("waitTime").toNanos()).isEqualTo(LOCK.waitNanos());
    assertThat(flagged.getString("topSite")).isEqualTo("com.acme.Foo.bar:42");
    assertThat(flagged.getString("topHolder")).isEqualTo("com.acme.Foo.baz:43");
  }

  @Test
  void statusTellsHowCompleteTheEventsAre() throws Exception {
    coverage.monitors("rewrite");
    coverage.rewrote();
    coverage.skipped("com.acme.Odd", "no try range");
    Path file = directory.resolve("status.jfr");
    try (Recording recording = new Recording()) {
      recording.start();
      recording.stop();
      recording.dump(file);
    }
    RecordedEvent status =
        RecordingFile.readAllEvents(file).stream()
            .filter(event -> event.getEventType().getName().equals("lockmeter.Status"))
            .findFirst()
            .orElseThrow();
    assertThat(status.getString("version")).isEqualTo("1.2.3");
    assertThat(status.getString("monitors")).isEqualTo("rewrite");
    assertThat(status.getInt("classesRewritten")).isEqualTo(1);
    assertThat(status.getInt("classesSkipped")).isEqualTo(1);
    assertThat(status.getInt("locksTracked")).isEqualTo(1);
    assertThat(status.getLong("dropped")).isEqualTo(7);
    assertThat(status.getString("droppedReasons")).isEqualTo("sites=3,threads=4");
    assertThat(status.getLong("suppressed")).isZero();
  }

  @Test
  void closingUnregistersTheTypesAndWritesNoMore() throws Exception {
    Path file = directory.resolve("closed.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("lockmeter.LockWait").withThreshold(Duration.ZERO);
      recording.start();
      Object begun = requireNonNull(exporter.begin());
      exporter.close();
      assertThat(exporter.end(begun)).isFalse();
      exporter.commit(begun, Object.class, null, 1, null, LockKind.MONITOR, 1, true);
      recording.stop();
      recording.dump(file);
    }
    assertThat(RecordingFile.readAllEvents(file))
        .noneMatch(event -> event.getEventType().getName().equals("lockmeter.LockWait"));
    assertThat(exporter.started()).isFalse();
    assertThat(FlightRecorder.getFlightRecorder().getEventTypes())
        .noneMatch(type -> type.getName().startsWith("lockmeter."));
  }

  private Path recordedWait() throws Exception {
    Path file = directory.resolve("wait.jfr");
    // JFR writes no thread that has ended.
    CountDownLatch written = new CountDownLatch(1);
    Thread owner = new Thread(() -> await(written), "owner");
    owner.start();
    try (Recording recording = new Recording()) {
      recording.enable("lockmeter.LockWait").withThreshold(Duration.ZERO).withStackTrace();
      recording.start();
      commitOne(exporter, owner);
      recording.stop();
      recording.dump(file);
    } finally {
      written.countDown();
    }
    return file;
  }

  private static void commitOne(WaitEvents waits, Thread owner) {
    Object event = requireNonNull(waits.begin());
    // A clock may not have gone on between two looks; this one ticks no finer than JFR's.
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < LEAST_NANOS) {
      Thread.onSpinWait();
    }
    if (waits.end(event)) {
      waits.commit(
          event,
          ReentrantLock.class,
          owner,
          0xCAFE,
          "com.acme.OrderBook.lock",
          LockKind.REENTRANT,
          3,
          true);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RecordedEvent only(Path file, String type) throws Exception {
    List<RecordedEvent> events =
        RecordingFile.readAllEvents(file).stream()
            .filter(event -> event.getEventType().getName().equals(type))
            .toList();
    assertThat(events).hasSize(1);
    return events.get(0);
  }
}
