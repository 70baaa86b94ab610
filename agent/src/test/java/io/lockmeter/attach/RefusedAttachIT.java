package io.lockmeter.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lockmeter.testing.ChildJvm;
import io.lockmeter.testing.Processes;
import io.lockmeter.testing.RunningProgram;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be done is told in one line, and the program that was meant does not notice. */
final class RefusedAttachIT {

  private static final String LOADING = "-XX:+EnableDynamicAgentLoading";

  @TempDir Path directory;

  @Test
  void processThatIsGone() throws Exception {
    Process gone = Processes.of("true").start();
    gone.waitFor();

    assertCouldNot(ChildJvm.runJar("attach", String.valueOf(gone.pid())), "there is no process ");
  }

  @Test
  void processThatIsNoJvm() throws Exception {
    Process other = Processes.of("sleep", "600").start();
    try {
      assertCouldNot(ChildJvm.runJar("attach", pid(other)), "is no Java program");
      assertThat(other.isAlive()).isTrue();
    } finally {
      other.destroyForcibly();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"attach", "attach abc", "detach", "dump", "dump 1", "detach 1 2"})
  void wrongUsage(String line) throws Exception {
    ChildJvm.Result result = ChildJvm.runJar(line.split(" ", -1));

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("Usage: ");
  }

  @Test
  void jvmWithoutTheAgent() throws Exception {
    try (RunningProgram program = RunningProgram.start(LocksAtWork.class, List.of(), LOADING)) {
      String pid = String.valueOf(program.pid());
      assertCouldNot(ChildJvm.runJar("detach", pid), "no agent runs in process " + pid);
      assertCouldNot(ChildJvm.runJar("dump", pid, "x.txt"), "no agent runs in process " + pid);
      assertCouldNot(
          ChildJvm.runJar("attach", pid, "window=5,http.prot=1"),
          "option window=5 (agent argument) cannot be used: allowed is 100ms to 1h",
          "unknown option http.prot=1",
          "process " + pid + " was left alone");
      assertThat(program.stderr()).isEmpty();
      assertThat(program.end()).isZero();
    }
  }

  @Test
  void optionsThatOnlyTheProgramCanRead() throws Exception {
    Path file = Files.writeString(directory.resolve("locks.properties"), "flag.ratio=2\n");
    try (RunningProgram program = RunningProgram.start(LocksAtWork.class, List.of(), LOADING)) {
      String pid = String.valueOf(program.pid());
      assertCouldNot(
          ChildJvm.runJar("attach", pid, "config=" + file), "option flag.ratio=2", "allowed");
      assertThat(program.ask("threads")).doesNotContain("lockmeter-p");
      // What was wrong is over.
      assertThat(ChildJvm.runJar("attach", pid, "monitors=off,jdk.monitors=off,jfr=off").exit())
          .isZero();
      assertCouldNot(ChildJvm.runJar("attach", pid), "is already running in process " + pid);
      assertCouldNot(
          ChildJvm.runJar("dump", pid, directory.resolve("none/locks.txt").toString()),
          "cannot be written: there is no directory");
      assertCouldNot(ChildJvm.runJar("dump", pid, "locks.csv"), "its name must end in .txt, .json");
      assertThat(ChildJvm.runJar("dump", pid, directory.resolve("locks.txt").toString()).exit())
          .isZero();
      assertThat(directory.resolve("locks.txt")).content().startsWith("Lockmeter ");
    }
  }

  @Test
  void jvmThatRefusesToBeAttachedTo() throws Exception {
    try (RunningProgram program =
        RunningProgram.start(LocksAtWork.class, List.of(), "-XX:+DisableAttachMechanism")) {
      program.ask("threads");
      assertCouldNot(
          ChildJvm.runJar("attach", String.valueOf(program.pid())),
          "cannot be attached to",
          "-XX:+DisableAttachMechanism");
      assertThat(program.ask("contend")).isEqualTo("400 400 400");
    }
  }

  @Test
  void jvmThatRefusesAgentsThatComeLate() throws Exception {
    assumeTrue(Runtime.version().feature() >= 21, "older JDKs load agents at any time");
    try (RunningProgram program =
        RunningProgram.start(LocksAtWork.class, List.of(), "-XX:-EnableDynamicAgentLoading")) {
      assertCouldNot(
          ChildJvm.runJar("attach", String.valueOf(program.pid())),
          "refuses agents that come late",
          "-XX:+EnableDynamicAgentLoading");
      assertThat(program.ask("contend")).isEqualTo("400 400 400");
    }
  }

  @Test
  void optionsThatAreTooLong() throws Exception {
    try (RunningProgram program = RunningProgram.start(LocksAtWork.class, List.of(), LOADING)) {
      assertCouldNot(
          ChildJvm.runJar(
              "attach", String.valueOf(program.pid()), "include=" + "com.acme.".repeat(110)),
          "put the options into a file and give config=FILE");
    }
  }

  @Test
  void javaWithoutTheModule() throws Exception {
    ChildJvm.Result result =
        run(List.of("--limit-modules", "java.base,java.instrument", "-jar"), "detach", "1");
    assertCouldNot(result, "has no module jdk.attach; run the command with the java of a JDK");
  }

  @Test
  void programOfAnotherUser() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root may become another");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "needs setpriv");
    // Where other users cannot read this JDK or the jar there is nothing to try.
    List<String> nobody =
        List.of("/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
    String own = pid(ProcessHandle.current());
    List<String> command = new ArrayList<>(nobody);
    command.addAll(java(List.of("-jar"), "attach", own));
    Process process = Processes.of(command).start();
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assumeTrue(process.waitFor() != 126 && !err.contains("Unable to access"), err);
    assertThat(err).contains("belongs to user root", "run the command as root").hasLineCount(1);
    assertThat(process.exitValue()).isEqualTo(1);
  }

  private static ChildJvm.Result run(List<String> options, String... arguments) throws Exception {
    Process process = Processes.of(java(options, arguments)).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new ChildJvm.Result(process.waitFor(), out, err);
  }

  private static List<String> java(List<String> options, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add(ChildJvm.jar().getPath());
    command.addAll(List.of(arguments));
    return command;
  }

  private static void assertCouldNot(ChildJvm.Result result, String... said) {
    assertThat(result.err()).contains(said).hasLineCount(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.exit()).isEqualTo(1);
  }

  private static String pid(Process process) {
    return String.valueOf(process.pid());
  }

  private static String pid(ProcessHandle process) {
    return String.valueOf(process.pid());
  }
}
