package io.lockmeter.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lockmeter.testing.ChildJvm;
import io.lockmeter.testing.Processes;
import io.lockmeter.testing.Report;
import io.lockmeter.testing.RunningProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;

/** Attaches to programs that run, and detaches again. */
final class AttachIT {

  private static final Path LIBRARIES =
      Path.of(System.getProperty("lockmeter.libraries", "target/test-libraries"));
  private static final Pattern PORT = Pattern.compile("endpoint on http://127.0.0.1:(\\d+)/");
  private static final String COUNTER = SharedCounter.class.getName();
  private static final String EQUAL_COUNTS = "(\\d+) \\1 \\1";
  private static final long TWO_MEGABYTES = 2 << 20;

  /** With these the program may look at its own classes, and no JVM warns of agents. */
  private static final String[] OPTIONS = {
    "-Djdk.attach.allowAttachSelf=true",
    "-XX:+EnableDynamicAgentLoading",
    "-Xmx256m",
    // Newer JDKs remember softly which record was linked last.
    "-XX:SoftRefLRUPolicyMSPerMB=0"
  };

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path directory;

  @Test
  void profilesAProgramThatRunsAndLeavesItAsItWas() throws Exception {
    try (RunningProgram program =
        RunningProgram.start(LocksAtWork.class, List.of(asm()), OPTIONS)) {
      program.ask("contend");
      // The JVM has thrown class files away, and makes up others when first asked for them.
      program.ask("view");
      String classesBefore = program.ask("view");
      String threadsBefore = program.ask("threads");

      assertThat(attach(program, "window=200ms,http.port=0"))
          .contains("locks read reentrant stamped_read stamped_write write")
          .contains("self-test passed");
      awaitRewritten(program);
      assertThat(program.ask("view")).isNotEqualTo(classesBefore);
      // A synchronized method waits for Flight Recorder, which tells once a second.
      Report report = reportWith(program, COUNTER);
      assertThat(report.find(COUNTER + ".lock", "reentrant"))
          .hasValueSatisfying(lock -> assertThat(lock.contended()).isPositive());
      assertThat(report.find(COUNTER + ".monitor", "monitor"))
          .hasValueSatisfying(lock -> assertThat(lock.contended()).isPositive());
      assertThat(report.coverage().monitors())
          .isEqualTo("rewrite, blocks only, as attached late; synchronized methods from JFR");
      assertThat(report.coverage().classesSkipped())
          .anySatisfy(
              skipped -> {
                assertThat(skipped.className()).isEqualTo(COUNTER);
                assertThat(skipped.reason()).contains("sync");
              });
      assertThat(program.ask("hooks"))
          .contains("waitStarted", "monitorWaitStarted", "monitorAwaiting", "idleStarted");
      int port = port(program);
      new Socket(InetAddress.getLoopbackAddress(), port).close();

      assertThat(detach(program)).contains("all classes have their own code back");

      assertThat(program.ask("hooks")).isEqualTo("[]");
      assertThat(program.ask("view")).isEqualTo(classesBefore);
      assertThat(connects(port)).isFalse();
      await().atMost(LIMIT).until(() -> !program.ask("threads").contains("lockmeter"));
      assertThat(withoutFlightRecorder(program.ask("threads")))
          .isEqualTo(withoutFlightRecorder(threadsBefore));
      assertThat(program.end()).isZero();
      assertThat(program.stderr().lines()).allMatch(line -> line.startsWith("[lockmeter] "));
    }
  }

  @Test
  void comesAndGoesWithoutGrowth() throws Exception {
    try (RunningProgram program =
        RunningProgram.start(LocksAtWork.class, List.of(asm()), OPTIONS)) {
      program.ask("contend");
      // What Flight Recorder keeps once it was used is the JVM's.
      program.ask("record");
      List<long[]> memory = new ArrayList<>();
      memory.add(memory(program));
      for (int i = 0; i < 4; i++) {
        attach(program, "window=100ms,http.port=0");
        awaitRewritten(program);
        program.ask("contend");
        detach(program);
        memory.add(memory(program));
      }
      assertThat(memory.get(1)[0] - memory.get(0)[0]).isLessThan(TWO_MEGABYTES);
      assertThat(memory.get(4)[0] - memory.get(1)[0]).isLessThan(TWO_MEGABYTES / 2);
      assertThat(memory.get(4)[1]).isLessThanOrEqualTo(memory.get(1)[1] + 1);
      assertThat(instances(program)).doesNotContain("EngineLoader", "lockmeter.engine");
    }
  }

  @Test
  void leavesTheResultsOfALibraryUnderLoadAlone() throws Exception {
    try (RunningProgram program = RunningProgram.start(LocksAtWork.class, List.of(h2()), OPTIONS)) {
      program.ask("bank start");
      for (int i = 0; i < 2; i++) {
        attach(program, "window=200ms");
        awaitRewritten(program);
        awaitLockOf(program, "org.h2.");
        assertThat(detach(program)).contains("all classes have their own code back");
      }
      assertThat(program.ask("bank stop")).isEqualTo("4000 true");
      assertThat(program.end()).isZero();
    }
  }

  @Test
  void detachesTheAgentThatAProgramStartedWith() throws Exception {
    try (RunningProgram program =
        RunningProgram.start(
            LocksAtWork.class,
            List.of(asm()),
            Stream.concat(Stream.of("-javaagent:" + ChildJvm.jar()), Stream.of(OPTIONS))
                .toArray(String[]::new))) {
      program.ask("contend");
      assertThat(program.ask("modifiers")).isEqualTo("false");
      await().atMost(LIMIT).until(() -> program.stderr().contains("self-test passed"));
      String hooked = program.ask("view");

      ChildJvm.Result again = ChildJvm.runJar("attach", String.valueOf(program.pid()));
      assertThat(again.err()).contains("is already running in process ").hasLineCount(1);
      assertThat(again.exit()).isEqualTo(1);

      assertThat(detach(program))
          .contains(
              "stay synchronized blocks, without any hook, as the JVM gives no modifier back");

      assertThat(program.ask("hooks")).isEqualTo("[]");
      // Another agent is refused nothing, although the class file says that it is synchronized.
      assertThat(program.ask("view")).isNotEqualTo(hooked).doesNotContain("refused");
      assertThat(program.ask("contend")).matches(EQUAL_COUNTS);
      attach(program, "window=200ms");
      awaitRewritten(program);
      reportWith(program, COUNTER);
      assertThat(program.ask("view")).doesNotContain("refused");
      detach(program);
      assertThat(program.ask("hooks")).isEqualTo("[]");
      assertThat(program.ask("contend")).matches(EQUAL_COUNTS);
    }
  }

  private static String attach(RunningProgram program, String options) throws Exception {
    return done("attach", String.valueOf(program.pid()), options);
  }

  private static String detach(RunningProgram program) throws Exception {
    return done("detach", String.valueOf(program.pid()));
  }

  private static String done(String... arguments) throws Exception {
    ChildJvm.Result result = ChildJvm.runJar(arguments);
    assertThat(result.err()).isEmpty();
    assertThat(result.exit()).isZero();
    assertThat(result.out().lines()).hasSize(1);
    return result.out();
  }

  private static void awaitRewritten(RunningProgram program) {
    await()
        .atMost(LIMIT)
        .until(() -> sinceDetached(program).contains("classes that were loaded before"));
  }

  private static String sinceDetached(RunningProgram program) throws IOException {
    String log = program.stderr();
    return log.substring(Math.max(0, log.lastIndexOf("detached: ")));
  }

  /** Classes of the objects that are reachable. */
  private static String instances(RunningProgram program) throws Exception {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process process =
        Processes.of(jcmd.toString(), String.valueOf(program.pid()), "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(text).contains("io.lockmeter.bootstrap.SampleStripe");
    return text;
  }

  /** A report in which that monitor was waited for. */
  private Report reportWith(RunningProgram program, String monitor) throws Exception {
    Report[] last = new Report[1];
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(10))
        .until(
            () -> {
              program.ask("contend");
              last[0] = dump(program);
              return last[0].find(monitor, "monitor").filter(l -> l.contended() > 0).isPresent();
            });
    return last[0];
  }

  private void awaitLockOf(RunningProgram program, String prefix) {
    await()
        .atMost(LIMIT)
        .until(
            () ->
                dump(program).locks().stream()
                    .anyMatch(l -> l.lock().startsWith(prefix) && l.contended() > 0));
  }

  private Report dump(RunningProgram program) throws Exception {
    Path file = directory.resolve("report.json");
    done("dump", String.valueOf(program.pid()), file.toString());
    return Report.read(file);
  }

  private static int port(RunningProgram program) throws IOException {
    Matcher matcher = PORT.matcher(program.stderr());
    assertThat(matcher.find()).isTrue();
    return Integer.parseInt(matcher.group(1));
  }

  private static boolean connects(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** Flight Recorder cannot be stopped once it was used. */
  private static List<String> withoutFlightRecorder(String threads) {
    return Stream.of(threads.replaceAll("[\\[\\]]", "").split(", ", -1))
        .filter(name -> !name.startsWith("JFR ") && !name.equals("Attach Listener"))
        .toList();
  }

  private static long[] memory(RunningProgram program) throws Exception {
    return Stream.of(program.ask("memory").split(" ", -1)).mapToLong(Long::parseLong).toArray();
  }

  private static Path asm() throws URISyntaxException {
    return Path.of(ClassReader.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static Path h2() throws IOException {
    try (Stream<Path> files = Files.list(LIBRARIES)) {
      return files.filter(f -> f.getFileName().toString().startsWith("h2-")).findFirst().get();
    }
  }
}
