package io.lockmeter.safety.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import io.lockmeter.testing.ChildJvm;
import io.lockmeter.testing.Report;
import io.lockmeter.testing.RunningProgram;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassWriter;

/**
 * Faults inside the built agent, one after the other in a running program: the program is right
 * throughout, each fault is counted and told once, and what is recorded afterwards is right.
 */
@Order(2)
final class FaultsIT {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Pattern ENDPOINT = Pattern.compile("endpoint on (http://[^ ]*:\\d+)/");
  private static final String KNOWN = Workload.class.getName() + ".KNOWN";
  private static final int TIMES = 30;

  private static final List<String> MODES =
      List.of("exception", "memory", "stack", "linkage", "unknown");

  /** What hooks run into: their own entries, and what lies behind. */
  private static final List<String> HOOKS =
      List.of(
          "Recorder.waitStarted",
          "Recorder.waitEnded",
          "Recorder.releasing",
          "Recorder.acquisitionSampled",
          "Recorder.holdEnding",
          "Recorder.monitorWaitStarted",
          "Recorder.monitorSampled",
          "Recorder.monitorEntered",
          "Recorder.monitorExiting",
          "Recorder.monitorAwaiting",
          "Recorder.monitorAwaited",
          "Recorder.idleStarted",
          "Recorder.idleEnded",
          "Recorder.threadStarting",
          "Recorder.threadEnding",
          "SynchronizerRecorder.waitEnded",
          "ThreadTable.current",
          "LockTable.get",
          "LockEntry.addGuarded",
          "Recording.sampleSite",
          "Recording.ended",
          "WaitHistogram.add",
          "JfrWaitEvents.begin",
          "JfrWaitEvents.end",
          "JfrWaitEvents.commit");

  /** What threads of the agent run into by themselves. */
  private static final List<String> BACKGROUND =
      List.of(
          "Aggregator.settle",
          "Aggregator.closeWindow",
          "Aggregator.nameNew",
          "Records.forEachActive",
          "SnapshotEvents.writeStatistics");

  @TempDir private static Path directory;

  private final HttpClient client = HttpClient.newHttpClient();

  private static RunningProgram start(String options) throws Exception {
    Path boot = directory.resolve("boot.jar");
    Path agent = directory.resolve("agent.jar");
    if (!Files.exists(agent)) {
      jar(boot, new Manifest(), List.of("Faults", "Faults$UnknownError"));
      Manifest manifest = new Manifest();
      manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
      manifest.getMainAttributes().putValue("Premain-Class", FaultAgent.class.getName());
      jar(agent, manifest, List.of());
    }
    Path asm =
        Path.of(ClassWriter.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return RunningProgram.start(
        FaultyProgram.class,
        List.of(asm),
        "-javaagent:" + agent + "=" + boot,
        "-javaagent:" + ChildJvm.jar() + "=http.port=0,window=400ms," + options);
  }

  private static void jar(Path file, Manifest manifest, List<String> classes) throws Exception {
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
      for (String name : classes) {
        String entry = Faults.class.getPackageName().replace('.', '/') + "/" + name + ".class";
        jar.putNextEntry(new JarEntry(entry));
        try (var in = Faults.class.getClassLoader().getResourceAsStream(entry)) {
          Objects.requireNonNull(in).transferTo(jar);
        }
      }
    }
  }

  private static String endpoint(RunningProgram program) {
    String log =
        Awaitility.await("the endpoint's address in the log")
            .atMost(PATIENCE)
            .until(program::stderr, text -> ENDPOINT.matcher(text).find());
    Matcher line = ENDPOINT.matcher(log);
    return line.find() ? line.group(1) : "";
  }

  private HttpResponse<String> get(String url) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private Report report(String endpoint) throws Exception {
    HttpResponse<String> response = get(endpoint + "/locks.json");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return new Gson().fromJson(response.body(), Report.class);
  }

  private static long known(Report report) {
    return report.find(KNOWN, "reentrant").map(Report.Lock::contended).orElse(0L);
  }

  private void assertRightFromNowOn(RunningProgram program, String endpoint) throws Exception {
    long before = known(report(endpoint));
    assertThat(program.ask("known " + TIMES)).isEqualTo("right");
    assertThat(known(report(endpoint)) - before).isEqualTo(TIMES);
  }

  private static long dropped(Report report, String reason) {
    return report.dropped().getOrDefault(reason, 0L);
  }

  private static List<String> complaints(RunningProgram program) throws Exception {
    return program
        .stderr()
        .lines()
        .filter(line -> line.contains("WARN") || line.contains("ERROR") || line.contains("\tat "))
        .filter(line -> !line.contains("is flagged"))
        .filter(line -> !line.contains("Sharing is only supported"))
        .toList();
  }

  @Test
  void whatThrowsIsCountedAndToldOnceAndNobodyMinds() throws Exception {
    try (RunningProgram program = start("log=info")) {
      String endpoint = endpoint(program);
      assertThat(program.ask("work")).isEqualTo("right");
      Awaitility.await("events of the agent")
          .atMost(PATIENCE)
          .until(() -> program.ask("try JfrWaitEvents.begin exception").equals("right met right"));
      assertRightFromNowOn(program, endpoint);

      long hookFailed = dropped(report(endpoint), "hook_failed");
      int mode = 0;
      for (String hook : HOOKS) {
        String how = MODES.get(mode++ % MODES.size());
        assertThat(program.ask("try " + hook + " " + how))
            .as(hook + " " + how)
            .isEqualTo("right met right");
        long now = dropped(report(endpoint), "hook_failed");
        assertThat(now).as(hook + " " + how).isGreaterThan(hookFailed);
        hookFailed = now;
        assertRightFromNowOn(program, endpoint);
      }
      assertThat(complaints(program)).isEmpty();
      assertRightFromNowOn(program, endpoint);

      for (String how : MODES) {
        for (String point : BACKGROUND) {
          long failed = dropped(report(endpoint), "agent_failed");
          assertThat(program.ask("try " + point + " " + how))
              .as(point + " " + how)
              .isEqualTo("right met right");
          assertThat(dropped(report(endpoint), "agent_failed"))
              .as(point + " " + how)
              .isGreaterThan(failed);
        }
      }
      for (String how : MODES) {
        failWhatIsAskedFor(program, endpoint, how);
      }
      assertRightFromNowOn(program, endpoint);
      // Windows, periodic events, and three pages.
      assertThat(complaints(program)).as("%s", complaints(program)).hasSize(5);
      assertThat(program.end()).isZero();
    }
  }

  private void failWhatIsAskedFor(RunningProgram program, String endpoint, String how)
      throws Exception {
    program.ask("arm LockMetrics.refresh " + how);
    assertThat(get(endpoint + "/metrics").statusCode()).isEqualTo(500);
    assertThat(get(endpoint + "/locks.json").statusCode()).isEqualTo(200);
    program.ask("arm JsonReport.write " + how);
    assertThat(get(endpoint + "/locks.json").statusCode()).isEqualTo(500);
    assertThat(get(endpoint + "/metrics").statusCode()).isEqualTo(200);
    program.ask("arm LocksPage.body " + how);
    assertThat(get(endpoint + "/locks").statusCode()).isEqualTo(500);
    program.ask("arm LockProfilerBean.getContended " + how);
    assertThat(program.ask("jmx")).startsWith("failed");
    program.ask("disarm");
    assertThat(program.ask("jmx")).startsWith("right");
    assertThat(get(endpoint + "/metrics").statusCode()).isEqualTo(200);
  }

  @Test
  void whatIsStuckTakesNobodyAlong() throws Exception {
    Path report = directory.resolve("stuck.json");
    try (RunningProgram program = start("report=" + report)) {
      String endpoint = endpoint(program);
      for (String page : List.of("/metrics LockMetrics.refresh", "/locks.json JsonReport.write")) {
        String[] words = page.split(" ");
        program.ask("arm " + words[1] + " stall");
        List<Thread> askers = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
          Thread asker = new Thread(() -> quietly(endpoint + words[0]));
          asker.start();
          askers.add(asker);
        }
        Awaitility.await("somebody is stuck")
            .atMost(PATIENCE)
            .until(() -> !program.ask("hits").equals("0"));
        assertThat(get(endpoint + "/-/healthy").statusCode()).isEqualTo(200);
        assertThat(get(endpoint + words[0]).statusCode()).isEqualTo(503);
        assertThat(program.ask("work")).isEqualTo("right");
        program.ask("disarm");
        for (Thread asker : askers) {
          asker.join();
        }
        assertThat(get(endpoint + words[0]).statusCode()).isEqualTo(200);
      }
      // Listeners of flags are stuck: windows and reports go on.
      program.ask("arm FlagLog.flagged stall");
      flag(program);
      Awaitility.await("a flag in the report")
          .atMost(PATIENCE)
          .until(() -> report(endpoint).locks().stream().anyMatch(Report.Lock::everFlagged));
      program.ask("disarm");
      assertRightFromNowOn(program, endpoint);
      // The report is stuck: the program ends without it.
      program.ask("arm ReportFile.write stall");
      long start = System.nanoTime();
      assertThat(program.end()).isZero();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
      assertThat(report).doesNotExist();
      assertThat(program.stderr()).containsOnlyOnce("was not ready after 10 s");
    }
  }

  /** A log that nobody reads. */
  @Test
  void stuckLogAndAggregatorTakeNobodyAlong() throws Exception {
    try (RunningProgram program = start("jfr=true")) {
      String endpoint = endpoint(program);
      assertThat(program.ask("work")).isEqualTo("right");
      program.ask("arm StderrLog.writeLine stall");
      flag(program);
      Awaitility.await("a line is stuck")
          .atMost(PATIENCE)
          .until(() -> !program.ask("hits").equals("0"));
      assertRightFromNowOn(program, endpoint);
      program.ask("disarm");

      program.ask("arm EntryNames.nameOf stall");
      // A new lock wants a name; whoever asks for what was recorded is told so in a while.
      assertThat(program.ask("fresh")).isEqualTo("right");
      Awaitility.await("a name is being looked for")
          .atMost(PATIENCE)
          .until(() -> !program.ask("hits").equals("0"));
      assertThat(program.ask("work")).isEqualTo("right");
      assertThat(get(endpoint + "/locks.json").statusCode()).isBetween(500, 503);
      assertThat(get(endpoint + "/-/healthy").statusCode()).isEqualTo(200);
      assertThat(program.ask("jmx")).startsWith("failed");
      program.ask("disarm");
      assertRightFromNowOn(program, endpoint);
      program.ask("arm Aggregator.settle stall");
      assertThat(program.end()).isZero();
    }
  }

  private static void flag(RunningProgram program) throws Exception {
    Awaitility.await("a lock is over the limit for long")
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(
            () -> {
              assertThat(program.ask("known " + TIMES)).isEqualTo("right");
              return !program.ask("hits").equals("0");
            });
  }

  private void quietly(String url) {
    try {
      get(url);
    } catch (Exception e) {
      // It was sent away, as it may be.
      Thread.yield();
    }
  }
}
