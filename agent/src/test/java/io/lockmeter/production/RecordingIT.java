package io.lockmeter.production;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import io.lockmeter.testing.ChildJvm;
import io.lockmeter.testing.Processes;
import io.lockmeter.testing.Report;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A recording made with the settings file that the jar prints, merged with the JDK's own, and the
 * report that the jar makes of it.
 */
class RecordingIT {

  private static final String TURNS = "25";

  @TempDir private static Path directory;
  private static Path settings;
  private static Path recording;
  private static Path report;

  @BeforeAll
  static void record() throws Exception {
    ChildJvm.Result jfc = ChildJvm.runJar("jfc");
    assertThat(jfc.exit()).as(jfc.err()).isZero();
    assertThat(jfc.err()).isEmpty();
    settings = Files.writeString(directory.resolve("locks.jfc"), jfc.out());
    recording = directory.resolve("run.jfr");
    report = directory.resolve("run.json");
    ChildJvm.Result run =
        new ChildJvm()
            .option(
                "-XX:StartFlightRecording:settings=default,settings="
                    + settings
                    + ",lockmeter-threshold=10m,lockmeter-period=200ms,filename="
                    + recording)
            .agent("report=" + report)
            .run(SteadyContention.class, TURNS);
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.err() + run.out()).doesNotContain("doesn't exist").doesNotContain("Could not");
  }

  @Test
  void bothSettingsFilesAreInForce() throws Exception {
    Map<String, Integer> events = new TreeMap<>();
    Map<String, String> active = new TreeMap<>();
    for (RecordedEvent event : RecordingFile.readAllEvents(recording)) {
      String type = event.getEventType().getName();
      events.merge(type, 1, Integer::sum);
      if (type.equals("jdk.ActiveSetting")) {
        active.put(event.getLong("id") + "#" + event.getString("name"), event.getString("value"));
      }
    }

    assertThat(active.values()).as("of locks.jfc").contains("10 m", "200 ms");
    assertThat(active.values()).as("of default.jfc").contains("20 ms");
    assertThat(events).as("of default.jfc").containsKeys("jdk.CPULoad", "jdk.JVMInformation");
    assertThat(events)
        .containsKeys("lockmeter.LockSite", "lockmeter.Status")
        // No wait is that long, whereas each makes an event at the threshold of 10 ms.
        .doesNotContainKey("lockmeter.LockWait")
        .hasEntrySatisfying("lockmeter.LockStatistics", n -> assertThat(n).isGreaterThan(3));
  }

  @Test
  void theJdksOwnToolMergesAndConfiguresThem() throws Exception {
    Path merged = directory.resolve("merged.jfc");
    Process jfr =
        Processes.of(
                System.getProperty("java.home") + "/bin/jfr",
                "configure",
                "--input",
                "default.jfc," + settings,
                "--output",
                merged.toString(),
                "lockmeter-threshold=3ms",
                "lockmeter-stack-traces=false",
                "lockmeter-site-period=30s")
            .redirectErrorStream(true)
            .start();
    String said = new String(jfr.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(jfr.waitFor()).as(said).isZero();
    assertThat(merged)
        .content()
        .containsPattern("lockmeter-threshold\">3 ms<")
        .containsPattern("lockmeter-stack-traces\">false<")
        .containsPattern("lockmeter-site-period\">30 s<")
        .contains("jdk.JavaMonitorEnter");
  }

  @Test
  void theReportOfTheRecordingIsThatOfTheAgent() throws Exception {
    ChildJvm.Result command = ChildJvm.runJar("report", recording.toString(), "--format", "json");
    assertThat(command.exit()).as(command.err()).isZero();
    assertThat(command.err()).isEmpty();
    Gson gson = new Gson();
    Report recorded = gson.fromJson(command.out(), Report.class);
    Report direct = gson.fromJson(Files.readString(report), Report.class);

    assertThat(recorded.version()).isEqualTo(direct.version());
    assertThat(recorded.java()).isEqualTo(direct.java());
    assertThat(recorded.windowSeconds()).isEqualTo(direct.windowSeconds());
    assertThat(recorded.flagRatio()).isEqualTo(direct.flagRatio());
    assertThat(recorded.coverage().monitors()).isEqualTo(direct.coverage().monitors());
    assertThat(recorded.coverage().locks()).isEqualTo(direct.coverage().locks());
    assertThat(recorded.coverage().selfTest()).isEqualTo(direct.coverage().selfTest());
    Report.Lock lock = workersLock(recorded);
    Report.Lock same = workersLock(direct);
    assertThat(lock)
        .usingRecursiveComparison()
        // The threads that used it have ended, but the agent may not have seen the last one end.
        .ignoringFields("executionSeconds", "waitRatio", "waitRatioPeak")
        .isEqualTo(same);
    assertThat(lock.contended()).isGreaterThan(20);
    assertThat(lock.waitSeconds()).isPositive();
    assertThat(lock.sites()).isNotEmpty();
    assertThat(lock.holders()).isNotEmpty();
  }

  private static Report.Lock workersLock(Report report) {
    return report.find(SteadyContention.class.getName() + ".lock", "reentrant").orElseThrow();
  }

  @Test
  void theReportIsForPeopleIfNothingElseIsAskedFor() throws Exception {
    ChildJvm.Result text = ChildJvm.runJar("report", recording.toString());

    assertThat(text.exit()).as(text.err()).isZero();
    assertThat(text.out())
        .startsWith("Lockmeter " + System.getProperty("lockmeter.version") + " on ")
        .contains(SteadyContention.class.getName() + ".lock")
        .contains("self-test    passed");
  }

  @Test
  void aFileThatIsNoRecordingIsOneLineAndStatus1() throws Exception {
    for (Path file : List.of(directory.resolve("missing.jfr"), settings)) {
      ChildJvm.Result failed = ChildJvm.runJar("report", file.toString());

      assertThat(failed.exit()).isEqualTo(1);
      assertThat(failed.out()).isEmpty();
      assertThat(failed.errLines())
          .singleElement()
          .asString()
          .startsWith("lockmeter: ")
          .contains(file.toString());
    }
  }

  @Test
  void anUnknownFormatIsWrongUsage() throws Exception {
    ChildJvm.Result failed = ChildJvm.runJar("report", recording.toString(), "--format", "pdf");

    assertThat(failed.exit()).isEqualTo(2);
    assertThat(failed.out()).isEmpty();
    assertThat(failed.err()).contains("--format=pdf").contains("txt, json");
    assertThat(ChildJvm.runJar("report").exit()).isEqualTo(2);
  }
}
