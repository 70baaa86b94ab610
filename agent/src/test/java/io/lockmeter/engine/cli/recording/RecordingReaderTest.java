package io.lockmeter.engine.cli.recording;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockmeter.bootstrap.LockKind;
import io.lockmeter.engine.analyze.LockSnapshot;
import io.lockmeter.engine.analyze.ProfileSnapshot;
import io.lockmeter.engine.analyze.SiteSnapshot;
import io.lockmeter.engine.export.Snapshots;
import io.lockmeter.engine.export.jfr.JfrExporter;
import io.lockmeter.engine.export.report.RunningJvm;
import io.lockmeter.engine.instrument.Coverage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import jdk.jfr.Recording;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the agent wrote into a recording and what is read from it. */
final class RecordingReaderTest {

  private static final LockSnapshot ORDERS =
      Snapshots.lock("com.acme.OrderBook.lock", "reentrant", 12.5, true);
  private static final LockSnapshot PRICES =
      Snapshots.lock("com.acme.Prices", "monitor", 1.25, false);

  @TempDir private Path directory;
  private final Coverage coverage = new Coverage();
  private final JfrExporter exporter = new JfrExporter();
  private ProfileSnapshot profile =
      Snapshots.at(
          Duration.ofMinutes(1), Map.of("stack_budget", 3L, "jfr_rate", 4L), ORDERS, PRICES);

  @AfterEach
  void stop() {
    exporter.close();
  }

  @Test
  void readsBackWhatTheAgentKnewAtTheEnd() throws Exception {
    coverage.monitors("rewrite");
    coverage.rewrote();
    coverage.skipped("com.acme.Odd", "no try range");
    coverage.hooked("read");
    coverage.hooked("reentrant");
    coverage.selfTest("passed");
    ProfileSnapshot end = profile;
    profile =
        Snapshots.at(
            Duration.ofSeconds(1), Map.of(), Snapshots.lock("com.acme.Prices", "monitor", 1));
    try (Recording recording = start()) {
      profile = end;
      RecordedProfile read = RecordingReader.read(dump(recording));

      assertThat(read.profile().locks()).isEqualTo(end.locks());
      assertThat(read.profile().startedAt()).isEqualTo(end.startedAt());
      assertThat(read.profile().uptimeNanos()).isEqualTo(end.uptimeNanos());
      assertThat(read.profile().windowNanos()).isEqualTo(end.windowNanos());
      assertThat(read.profile().flagRatio()).isEqualTo(end.flagRatio());
      assertThat(read.profile().dropped()).isEqualTo(end.dropped());
      assertThat(read.jvm()).isEqualTo(RunningJvm.with("1.2.3"));
      Coverage.State covered = read.coverage();
      assertThat(covered.monitors()).isEqualTo("rewrite");
      assertThat(covered.classesRewritten()).isEqualTo(1);
      assertThat(covered.skippedCount()).isEqualTo(1);
      assertThat(covered.classesSkipped()).isEmpty();
      assertThat(covered.locks()).containsExactly("read", "reentrant");
      assertThat(covered.selfTest()).isEqualTo("passed");
    }
  }

  @Test
  void aFlagMayComeAfterTheLastTotals() throws Exception {
    try (Recording recording = new Recording()) {
      recording.enable("lockmeter.LockStatistics").with("period", "beginChunk");
      recording.enable("lockmeter.Status").with("period", "beginChunk");
      profile = Snapshots.of(PRICES);
      start(recording);
      exporter.flagged(PRICES);
      LockSnapshot lock = RecordingReader.read(dump(recording)).profile().locks().get(0);

      assertThat(lock.flagged()).isTrue();
      assertThat(lock.everFlagged()).isTrue();
    }
  }

  @Test
  void withoutSitesTheStacksOfLongWaitsTellThem() throws Exception {
    try (Recording recording = new Recording()) {
      recording.disable("lockmeter.LockSite");
      recording.enable("lockmeter.LockWait").withThreshold(Duration.ZERO).withStackTrace();
      start(recording);
      Object event = requireNonNull(exporter.begin());
      Thread.onSpinWait();
      if (exporter.end(event)) {
        exporter.commit(
            event, ReentrantLock.class, null, 1, ORDERS.lock(), LockKind.REENTRANT, 1, true);
      }
      LockSnapshot lock = RecordingReader.read(dump(recording)).profile().locks().get(0);

      assertThat(lock.lock()).isEqualTo(ORDERS.lock());
      SiteSnapshot site = lock.sites().get(0);
      // The frames above are those of the engine, this test's own included.
      assertThat(site.site()).startsWith("org.junit.").containsPattern(":\\d+$");
      assertThat(site.contended()).isEqualTo(ORDERS.contended());
      assertThat(site.waitNanos()).isEqualTo(ORDERS.waitNanos());
      assertThat(lock.holders()).isEmpty();
    }
  }

  @Test
  void aRecordingOfAProgramWithoutTheAgentSaysHowToGetOneWithIt() throws Exception {
    try (Recording recording = new Recording()) {
      recording.enable("jdk.JVMInformation");
      recording.start();
      assertUnusable(dump(recording), "ran without it; start the program with -javaagent:");
    }
  }

  @Test
  void aRecordingWithoutTotalsSaysWhichSettingsItTakes() throws Exception {
    try (Recording recording = new Recording()) {
      recording.disable("lockmeter.LockStatistics");
      start(recording);
      assertUnusable(dump(recording), "settings=default,settings=locks.jfc");
    }
  }

  @Test
  void whatIsNoRecordingIsTold() throws Exception {
    assertUnusable(directory.resolve("missing.jfr"), "there is no file ");
    assertUnusable(directory, " is a directory");
    assertUnusable(Files.createFile(directory.resolve("empty.jfr")), " is empty");
    assertUnusable(
        Files.writeString(directory.resolve("text.jfr"), "What is this? Not a recording."),
        "is no recording of Flight Recorder, or a damaged or unfinished one (");
  }

  @Test
  void aRecordingThatWasCutOffIsTold() throws Exception {
    byte[] whole;
    try (Recording recording = start()) {
      whole = Files.readAllBytes(dump(recording));
    }
    for (int part : new int[] {10, 100, whole.length / 2, whole.length - 1}) {
      Path cut = directory.resolve("cut-" + part + ".jfr");
      Files.write(cut, Arrays.copyOf(whole, part));
      assertUnusable(cut, "a damaged or unfinished one (");
    }
  }

  private static void assertUnusable(Path file, String reason) {
    assertThatThrownBy(() -> RecordingReader.read(file))
        .isInstanceOf(UnusableRecordingException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(reason)
        .message()
        .doesNotContain("\n");
  }

  private Recording start() {
    Recording recording = new Recording();
    start(recording);
    return recording;
  }

  private void start(Recording recording) {
    exporter.start(() -> profile, coverage, "1.2.3");
    recording.start();
  }

  private Path dump(Recording recording) throws Exception {
    Path file = directory.resolve("run.jfr");
    recording.stop();
    recording.dump(file);
    return file;
  }
}
