package io.lockmeter.safety.runtimes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lockmeter.testing.FinishedProgram;
import io.lockmeter.testing.JavaProgram;
import io.lockmeter.testing.Report;
import java.util.List;
import java.util.function.Predicate;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * However the JVM is set up, a program ends as it would without the agent, prints nothing else, and
 * the agent reports each of its waits.
 */
class JvmOptionsIT {

  private static final int JDK = Runtime.version().feature();

  /** Figures of the report are rounded to that. */
  private static final double SECONDS = 1e-6;

  /** What it says of a JVM, and of a module, that have no Flight Recorder. */
  private static final String NO_JFR = "no JFR events, as|of JDK classes are not profiled";

  static final Predicate<List<String>> FLAGGED =
      lines ->
          lines.stream()
              .anyMatch(
                  line -> line.contains(KnownContention.BOTTLENECK + " (reentrant) is flagged"));

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "-XX:+UseSerialGC -Xmx16m                                        | 17 | 99",
        "-XX:+UseParallelGC -XX:-UseCompressedOops                       | 17 | 99",
        "-XX:+UseZGC                                                     | 17 | 99",
        "-XX:+UseShenandoahGC                                            | 17 | 99",
        "-XX:+UnlockExperimentalVMOptions -XX:+UseEpsilonGC -Xlog:gc+init=off | 17 | 99",
        "-XX:+UseCompactObjectHeaders                                    | 25 | 99",
        "-XX:+UnlockDiagnosticVMOptions -XX:+UseObjectMonitorTable       | 25 | 99",
        "-XX:+UseHeavyMonitors                                           | 17 | 17",
        "-XX:+UseBiasedLocking -XX:BiasedLockingStartupDelay=0           | 17 | 17",
        "-XX:LockingMode=0                                               | 25 | 25",
        "-XX:LockingMode=1                                               | 25 | 25",
        "-Xint                                                           | 17 | 99",
        "-Xcomp -XX:CompileCommand=quiet -XX:CompileCommand=compileonly,io.lockmeter*::*"
            + " -XX:CompileCommand=compileonly,java.util.concurrent*::* | 17 | 99",
        "-XX:ActiveProcessorCount=1 -Xss256k                             | 17 | 99",
        "-Djava.io.tmpdir=/no/such/directory                             | 17 | 99",
        "--sun-misc-unsafe-memory-access=deny --illegal-native-access=deny | 25 | 99",
        "-Duser.language=tr -Duser.country=TR -Duser.timezone=No/Where -Dfile.encoding=IBM037"
            + " | 18 | 99",
        "--limit-modules=java.base,java.instrument                       | 17 | 99",
        "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,quiet=y,address=127.0.0.1:0"
            + " | 17 | 99",
      })
  void changesNothingForTheProgram(String options, int first, int last) {
    check(options, first, last);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "-XX:+UseSerialGC                                                | 17 | 99",
        "-XX:+UseParallelGC                                              | 17 | 99",
        "-XX:+UseG1GC                                                    | 17 | 99",
        "-XX:+UseZGC -Xint                                               | 17 | 99",
        "-XX:+UseShenandoahGC -XX:-UseCompressedOops                     | 17 | 99",
        "-XX:+UseShenandoahGC -XX:ShenandoahGCMode=generational          | 25 | 99",
        "-XX:+UseCompactObjectHeaders -XX:+UseSerialGC                   | 25 | 99",
        "-XX:+UseCompactObjectHeaders -XX:+UseParallelGC                 | 25 | 99",
        "-XX:+UseCompactObjectHeaders -XX:+UseZGC                        | 25 | 99",
        "-XX:+UseCompactObjectHeaders -XX:+UseShenandoahGC               | 25 | 99",
        "-XX:+UseCompactObjectHeaders -Xint                              | 25 | 99",
        "-XX:+UnlockExperimentalVMOptions -XX:+UseCompactObjectHeaders   | 25 | 99",
        "-XX:+UnlockDiagnosticVMOptions -XX:+UseObjectMonitorTable -XX:+UseZGC | 25 | 99",
        "-XX:LockingMode=2                                               | 25 | 25",
        "-XX:LockingMode=1 -XX:+UseZGC                                   | 25 | 25",
        "-Xcomp                                                          | 17 | 99",
        "-Xcomp -XX:TieredStopAtLevel=1                                  | 17 | 99",
        "-Xverify:all                                                    | 17 | 99",
        "-XX:-TieredCompilation                                          | 17 | 99",
        "-XX:TieredStopAtLevel=1                                         | 17 | 99",
        "-XX:-Inline                                                     | 17 | 99",
        "-Xbatch                                                         | 17 | 99",
        "-XX:+UnlockDiagnosticVMOptions -XX:+StressLCM -XX:+StressGCM -XX:+StressIGVN | 17 | 99",
        "-XX:+UnlockDiagnosticVMOptions -XX:GuaranteedSafepointInterval=1 | 17 | 99",
        "-XX:+UnlockDiagnosticVMOptions -XX:+BytecodeVerificationLocal   | 17 | 99",
        "-XX:+UnlockDiagnosticVMOptions -XX:GuaranteedAsyncDeflationInterval=10 | 17 | 99",
        "-XX:+UnlockExperimentalVMOptions -XX:hashCode=2                 | 17 | 99",
        "-XX:-UseCompressedClassPointers -Xshare:off                     | 17 | 17",
        "-XX:ObjectAlignmentInBytes=16                                   | 17 | 99",
        "-XX:MaxMetaspaceSize=24m -XX:ReservedCodeCacheSize=4m           | 17 | 99",
        "-XX:-StackTraceInThrowable -XX:-OmitStackTraceInFastThrow       | 17 | 99",
        "-XX:+DisableAttachMechanism -XX:-UsePerfData -Xrs               | 17 | 99",
        "-XX:+PreserveFramePointer -XX:+UseStringDeduplication           | 17 | 99",
        "-XX:-FlightRecorder                                             | 17 | 99",
        "-XX:-RestrictReservedStack                                      | 17 | 99",
        "-Xlog:all=off                                                   | 17 | 99",
        "-Xlog:disable                                                   | 17 | 99",
        "-Xshare:off                                                     | 17 | 99",
        "-Xnoclassgc -ea -esa                                            | 17 | 99",
        "-Dcom.sun.management.jmxremote.port=0 -Dcom.sun.management.jmxremote.authenticate=false"
            + " -Dcom.sun.management.jmxremote.ssl=false"
            + " -Dcom.sun.management.jmxremote.host=127.0.0.1 | 17 | 99",
      })
  void changesNothingForTheProgramInTheWholeMatrix(String options, int first, int last) {
    assumeTrue(
        Boolean.getBoolean("thorough"), "the whole matrix takes minutes: run it with -Pthorough");
    check(options, first, last);
  }

  private static void check(String options, int first, int last) {
    assumeTrue(
        JDK >= first && JDK <= last, "this JDK has no such option, or says it is deprecated");
    String[] arguments = options.split(" ");
    FinishedProgram without = JavaProgram.of(KnownContention.class).jvm(arguments).run();
    FinishedProgram under =
        JavaProgram.of(KnownContention.class).jvm(arguments).withAgent("window=200ms").run(FLAGGED);
    assertThat(without.exitCode()).as("%s", without.stderr()).isEqualTo(KnownContention.EXIT);
    assertThat(under.exitCode()).as("%s", under.stderr()).isEqualTo(KnownContention.EXIT);
    assertThat(said(under.stdout())).isEqualTo(said(without.stdout()));
    assertThat(under.otherStderr()).isEqualTo(without.stderr());
    checkReport(under);
  }

  static List<String> said(List<String> stdout) {
    return stdout.stream().filter(line -> !Truth.isOne(line)).toList();
  }

  static void checkReport(FinishedProgram program) {
    assertThat(program.agentLog())
        .filteredOn(line -> line.contains(" WARN ") || line.contains(" ERROR "))
        .allMatch(line -> line.contains(" is flagged") || line.matches(".*(" + NO_JFR + ").*"));
    checkWaits(program);
  }

  static void checkWaits(FinishedProgram program) {
    Report report = program.report();
    SoftAssertions softly = new SoftAssertions();
    softly.assertThat(report.coverage().selfTest()).isEqualTo("passed");
    List<Truth> truths = Truth.of(program.stdout());
    softly.assertThat(truths).hasSize(9);
    for (Truth truth : truths) {
      softly
          .assertThat(report.find(truth.lock(), truth.kind()))
          .as("%s among %s", truth, report.locks())
          .hasValueSatisfying(lock -> check(softly, truth, lock));
    }
    softly
        .assertThat(report.find(KnownContention.BOTTLENECK, "reentrant"))
        .hasValueSatisfying(lock -> assertThat(lock.everFlagged()).isTrue());
    softly.assertAll();
  }

  private static void check(SoftAssertions softly, Truth truth, Report.Lock lock) {
    softly.assertThat(lock.contended()).as("contended: %s", truth).isEqualTo(truth.contended());
    softly.assertThat(lock.abandoned()).as("abandoned: %s", truth).isEqualTo(truth.abandoned());
    softly
        .assertThat(lock.waitSeconds())
        .as("wait: %s", truth)
        .isBetween(truth.leastSeconds() - SECONDS, truth.mostSeconds() + SECONDS);
  }

  @Test
  void theJvmComplainsOfNothingButTheJdk() {
    FinishedProgram under =
        JavaProgram.of(KnownContention.class)
            .jvm("-Xcheck:jni")
            .withAgent("window=200ms")
            .run(FLAGGED);

    assertThat(under.exitCode()).as("%s", under.stderr()).isEqualTo(KnownContention.EXIT);
    assertThat(under.otherStderr()).isEmpty();
    // java.instrument takes a reference to each class, and no agent can keep it from that.
    List<String> said = said(under.stdout());
    for (int i = 0; i < said.size(); i++) {
      if (said.get(i).startsWith("WARNING")) {
        assertThat(said.get(i + 1)).contains("InstrumentationImpl.getAllLoadedClasses0");
      }
    }
    assertThat(said)
        .filteredOn(line -> !line.startsWith("WARNING") && !line.startsWith("\tat "))
        .containsExactly(KnownContention.OUT);
    checkReport(under);
  }
}
