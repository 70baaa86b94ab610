package io.lockmeter.safety.runtimes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lockmeter.testing.FinishedProgram;
import io.lockmeter.testing.JavaProgram;
import io.lockmeter.testing.Processes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is around a program, it runs as without the agent. */
class SurroundingsIT {

  private static final String WINDOW = "window=200ms";

  @TempDir Path directory;

  @Test
  void imageWithNoMoreThanTheAgentNeeds() throws Exception {
    Path image = Modules.link(directory.resolve("image"), "java.base,java.instrument");
    Path java = image.resolve("bin").resolve("java");

    FinishedProgram without = JavaProgram.of(KnownContention.class).java(java).run();
    FinishedProgram under =
        JavaProgram.of(KnownContention.class)
            .java(java)
            .withAgent(WINDOW)
            .run(JvmOptionsIT.FLAGGED);

    assertSame(without, under);
    JvmOptionsIT.checkReport(under);
  }

  /** Its package can be reached from the unnamed module, or not. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void applicationInANamedModule(boolean exported) throws Exception {
    Path module = Modules.of(directory.resolve("module"), exported, Modules.KNOWN_CONTENTION);
    String main = "--module=" + Modules.NAME + "/" + KnownContention.class.getName();
    String[] options = {"--module-path", module.toString()};

    FinishedProgram without = JavaProgram.of(main, directory).jvm(options).run();
    FinishedProgram under =
        JavaProgram.of(main, directory).jvm(options).withAgent(WINDOW).run(JvmOptionsIT.FLAGGED);

    assertSame(without, under);
    JvmOptionsIT.checkReport(under);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "=" + WINDOW, "=monitors=off,locks=none", "=no.such.option=1"})
  void agentThatIsGivenTwice(String second) {
    FinishedProgram under =
        JavaProgram.of(KnownContention.class)
            .withAgent(WINDOW)
            .jvm("-javaagent:" + JavaProgram.agentJar() + second)
            .run(JvmOptionsIT.FLAGGED);

    assertThat(under.exitCode()).as("%s", under.stderr()).isEqualTo(KnownContention.EXIT);
    assertThat(under.otherStderr()).isEmpty();
    assertThat(under.agentLog())
        .filteredOn(line -> line.contains(" ERROR ") || line.contains("[lockmeter] ERROR"))
        .singleElement()
        .asString()
        .contains("already running in this JVM; the second -javaagent is ignored");
    JvmOptionsIT.checkWaits(under);
  }

  /** Root may write to all directories but these. */
  @ParameterizedTest
  @ValueSource(strings = {"/proc", "/sys"})
  void workingDirectoryThatCannotBeWrittenTo(String readOnly) {
    assumeTrue(Files.isDirectory(Path.of(readOnly)), "there is no " + readOnly);
    assertOneWarning("locks.txt", Path.of(readOnly));
  }

  @Test
  void reportBelowARegularFile() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    assertOneWarning(file.resolve("locks.json").toString(), directory);
  }

  private static void assertOneWarning(String report, Path workingDirectory) {
    FinishedProgram under =
        JavaProgram.of(KnownContention.class)
            .jvm("-javaagent:" + JavaProgram.agentJar() + "=log=warn,report=" + report)
            .in(workingDirectory)
            .run();

    assertThat(under.exitCode()).as("%s", under.stderr()).isEqualTo(KnownContention.EXIT);
    assertThat(JvmOptionsIT.said(under.stdout())).containsExactly(KnownContention.OUT);
    assertThat(under.otherStderr()).isEmpty();
    assertThat(under.agentLog())
        .filteredOn(line -> !line.contains(" is flagged"))
        .singleElement()
        .asString()
        .contains(" WARN the report ")
        .contains(" cannot be written: ");
  }

  @Test
  void environmentOfAMegabyte() {
    JavaProgram program = JavaProgram.of(KnownContention.class).withAgent(WINDOW);
    program.variable("LOCKMETER_LOCKS", "reentrant,readwrite,stamped,".repeat(4_000) + "reentrant");
    for (int i = 0; i < 100; i++) {
      program.variable("HUGE_" + i, "x".repeat(10_000));
    }

    FinishedProgram under = program.run(JvmOptionsIT.FLAGGED);

    assertThat(under.exitCode()).as("%s", under.stderr()).isEqualTo(KnownContention.EXIT);
    assertThat(under.otherStderr()).isEmpty();
    JvmOptionsIT.checkReport(under);
  }

  @Test
  void fileOfOptionsThatIsAsLongAsOneMayBe() throws Exception {
    Path file = directory.resolve("lockmeter.properties");
    Files.writeString(file, "exclude=" + packages(70_000) + "\n" + WINDOW + "\n");

    FinishedProgram under =
        JavaProgram.of(KnownContention.class).withAgent("config=" + file).run(JvmOptionsIT.FLAGGED);

    assertThat(under.exitCode()).as("%s", under.stderr()).isEqualTo(KnownContention.EXIT);
    assertThat(JvmOptionsIT.said(under.stdout())).containsExactly(KnownContention.OUT);
    assertThat(under.stderr())
        .allMatch(line -> line.matches("\\[lockmeter] .*( INFO |is flagged| {2}).*"));
    assertThat(under.report().coverage().selfTest()).isEqualTo("passed");
  }

  private static String packages(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "com.a" + i + ".")
        .collect(Collectors.joining(","));
  }

  /** Its program would wait until somebody writes to it. */
  @Test
  void pipeInsteadOfAFileOfOptions() throws Exception {
    Path pipe = directory.resolve("pipe");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")), "needs mkfifo");
    assertThat(Processes.of("/usr/bin/mkfifo", pipe.toString()).start().waitFor()).isZero();

    assertUnprofiled(
        JavaProgram.of(KnownContention.class).withAgent("config=" + pipe).run(),
        "is no regular file");
  }

  @Test
  @EnabledForJreRange(max = JRE.JAVA_23)
  void securityManagerThatAllowsTheAgentNothing() {
    String manager = "-Djava.security.manager";

    FinishedProgram without = JavaProgram.of(KnownContention.class).jvm(manager).run();
    FinishedProgram under = JavaProgram.of(KnownContention.class).jvm(manager).withAgent("").run();

    assertSame(without, under);
    assertUnprofiled(under, "could not start (java.security.AccessControlException");
  }

  private static void assertUnprofiled(FinishedProgram under, String cause) {
    assertThat(under.exitCode()).as("%s", under.stderr()).isEqualTo(KnownContention.EXIT);
    assertThat(JvmOptionsIT.said(under.stdout())).containsExactly(KnownContention.OUT);
    assertThat(under.agentLog())
        .singleElement()
        .asString()
        .contains(cause)
        .endsWith("the application runs unprofiled");
    assertThat(under.reportFile()).doesNotExist();
  }

  private static void assertSame(FinishedProgram without, FinishedProgram under) {
    assertThat(without.exitCode()).as("%s", without.stderr()).isEqualTo(KnownContention.EXIT);
    assertThat(under.exitCode()).as("%s", under.stderr()).isEqualTo(KnownContention.EXIT);
    assertThat(JvmOptionsIT.said(under.stdout())).isEqualTo(JvmOptionsIT.said(without.stdout()));
    assertThat(under.otherStderr()).isEqualTo(without.stderr());
  }
}
