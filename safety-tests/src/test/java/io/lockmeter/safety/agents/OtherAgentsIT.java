package io.lockmeter.safety.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lockmeter.testing.FinishedProgram;
import io.lockmeter.testing.JavaProgram;
import io.lockmeter.testing.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.jacoco.core.data.ExecutionData;
import org.jacoco.core.tools.ExecFileLoader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Other agents beside ours, before it and behind it on the command line, and some that come later.
 * The program's answers are right, its waits are all counted and timed, the other agent does its
 * job, and there is nothing on standard error that is neither agent's.
 */
class OtherAgentsIT {

  private static final String SELF = "io/lockmeter/safety/agents/";

  /** How far the clock readings of program and agent may lie apart, on a machine that is busy. */
  private static final double SECONDS = 0.002;

  /** What the JVM and other agents print there without us as well. */
  private static final String USUAL =
      "OpenJDK 64-Bit Server VM warning: Sharing is only supported .*"
          + "|WARNING: .*|Mockito is currently self-attaching .*"
          + "|\\[otel\\.javaagent .*\\] INFO .*|Picked up .*|\\s*";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "BYTE_BUDDY, false",
    "BYTE_BUDDY, true",
    "JMX_EXPORTER, false",
    "JMX_EXPORTER, true",
    "MOCKITO, false",
    "MOCKITO, true",
    "MOCKITO_LATE, false",
    "HOSTILE, false",
    "HOSTILE, true"
  })
  void bothAgentsWork(OtherAgent other, boolean oursLast) throws Exception {
    run(other, oursLast);
  }

  /** Takes ten seconds and more, nearly all of it the other agent's. */
  @ParameterizedTest
  @CsvSource({"true", "false"})
  void openTelemetryReportsEachExchange(boolean oursLast) throws Exception {
    assumeTrue(Boolean.getBoolean("thorough"), "slow; run it with -Pthorough");
    FinishedProgram program = run(OtherAgent.OPEN_TELEMETRY, oursLast);
    for (String span : List.of("'GET' :", "'GET /' :")) {
      assertThat(program.otherStderr())
          .filteredOn(line -> line.contains(span) && line.contains("SpanExporter"))
          .hasSize(HttpExchanges.REQUESTS);
    }
  }

  @Test
  void coverageIsTheSame() throws Exception {
    assertThat(start(OtherAgent.JACOCO, null).exitCode()).isZero();
    Map<String, String> without = coverage();
    assertThat(without).containsKey(SELF + "KnownWaits").containsKey(SELF + "KnownWaits$Ledger");
    for (boolean oursLast : new boolean[] {false, true}) {
      Files.delete(OtherAgent.output(folder));
      run(OtherAgent.JACOCO, oursLast);
      Map<String, String> with = coverage();
      // JaCoCo, once it runs, counts all classes of jars: also those few that start us.
      with.keySet()
          .removeIf(
              name ->
                  oursLast
                      && (name.startsWith("io/lockmeter/agent/")
                          || name.startsWith("io/lockmeter/bootstrap/")));
      assertThat(with).isEqualTo(without);
    }
  }

  private Map<String, String> coverage() throws IOException {
    ExecFileLoader loader = new ExecFileLoader();
    loader.load(OtherAgent.output(folder).toFile());
    Map<String, String> result = new TreeMap<>();
    for (ExecutionData data : loader.getExecutionDataStore().getContents()) {
      StringBuilder probes = new StringBuilder(Long.toHexString(data.getId())).append(' ');
      // How often a waiter is looked at, and where it is then, differs from run to run.
      if (!data.getName().endsWith("$Waiter")) {
        for (boolean probe : data.getProbes()) {
          probes.append(probe ? '1' : '0');
        }
      }
      result.put(data.getName(), probes.toString());
    }
    return result;
  }

  @ParameterizedTest
  @EnumSource(names = {"JFR", "ASYNC_PROFILER"})
  void profilersRecordBesideUs(OtherAgent other) throws Exception {
    assumeTrue(
        other == OtherAgent.JFR || System.getProperty("os.name").equals("Linux"),
        "async-profiler is packaged for Linux only here");
    for (boolean oursLast : new boolean[] {false, true}) {
      run(other, oursLast);
      Map<String, Long> events =
          RecordingFile.readAllEvents(OtherAgent.output(folder)).stream()
              .map(RecordedEvent::getEventType)
              .collect(Collectors.groupingBy(type -> type.getName(), Collectors.counting()));
      if (other == OtherAgent.JFR) {
        assertThat(events.getOrDefault("jdk.ThreadStart", 0L))
            .isGreaterThanOrEqualTo(4 * KnownWaits.TIMES);
      } else {
        assertThat(events).containsKey("jdk.ExecutionSample");
        assertThat(events.getOrDefault("jdk.JavaMonitorEnter", 0L))
            .isGreaterThanOrEqualTo(3 * KnownWaits.TIMES);
      }
      Files.delete(OtherAgent.output(folder));
    }
  }

  private FinishedProgram run(OtherAgent other, boolean oursLast) throws Exception {
    FinishedProgram program = start(other, oursLast);
    assertThat(program.exitCode()).as("%s", program.stderr()).isZero();
    assertThat(program.stdout()).containsSubsequence(other.answers());
    assertThat(program.otherStderr()).allMatch(line -> line.matches(USUAL));
    assertThat(program.agentLog()).noneMatch(line -> line.contains(" WARN "));
    assertThat(program.agentLog()).noneMatch(line -> line.contains(" ERROR "));
    Report report = program.report();
    assertThat(report.coverage().selfTest()).isEqualTo("passed");
    assertThat(report.dropped()).containsEntry("hook_failed", 0L);
    waitsAreKnown(program, report, other.rounds());
    return program;
  }

  private FinishedProgram start(OtherAgent other, @Nullable Boolean oursLast) throws IOException {
    List<Path> libraries = new ArrayList<>();
    for (String name : List.of("mockito-core", "byte-buddy", "byte-buddy-agent", "objenesis")) {
      libraries.add(Libraries.jar(name));
    }
    libraries.add(Libraries.jar("asm"));
    libraries.add(Libraries.jar("jspecify"));
    JavaProgram program =
        JavaProgram.of(other.program()).alsoOnClassPath(libraries.toArray(new Path[0]));
    program.jvm(other.options(folder).toArray(new String[0]));
    if (oursLast != null) {
      program = oursLast ? program.withAgentLast("") : program.withAgent("");
    }
    return program.run();
  }

  private static void waitsAreKnown(FinishedProgram program, Report report, int rounds) {
    Map<String, double[]> known = new TreeMap<>();
    for (String line : program.stdout()) {
      if (line.startsWith(KnownWaits.PREFIX)) {
        String[] cells = line.split("\t", -1);
        double[] sums = known.computeIfAbsent(cells[1] + "\t" + cells[2], key -> new double[3]);
        for (int i = 0; i < sums.length; i++) {
          sums[i] += Double.parseDouble(cells[3 + i]);
        }
      }
    }
    assertThat(known).hasSize(4);
    known.forEach(
        (key, sums) -> {
          List<Report.Lock> locks =
              report.locks().stream().filter(lock -> isNamed(lock, key)).toList();
          long made = (long) rounds * KnownWaits.TIMES;
          assertThat(sums[0]).isEqualTo((double) made);
          // A thread that loses its processor while it enters a monitor that may be held can be
          // taken for one that waits there, never the other way round.
          long most = key.endsWith("\tmonitor") ? made + made / 5 : made;
          assertThat(locks.stream().mapToLong(Report.Lock::contended).sum())
              .as("%s in %s", key, report.locks())
              .isBetween(made, most);
          assertThat(locks.stream().mapToDouble(Report.Lock::waitSeconds).sum())
              .as(key)
              .isBetween(sums[1] / 1e9 - SECONDS, sums[2] / 1e9 + SECONDS);
        });
  }

  /**
   * Where the class was defined anew since its lock was first seen, the lock has no better name.
   */
  private static boolean isNamed(Report.Lock lock, String key) {
    return (lock.lock() + "\t" + lock.kind()).equals(key)
        || key.endsWith("KnownWaits.lock\treentrant")
            && lock.lock().startsWith("ReentrantLock at " + KnownWaits.class.getName());
  }
}
