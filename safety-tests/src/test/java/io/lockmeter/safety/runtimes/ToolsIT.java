package io.lockmeter.safety.runtimes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lockmeter.testing.ChildJvm;
import io.lockmeter.testing.JavaProgram;
import io.lockmeter.testing.Processes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JDK's tools take JAVA_TOOL_OPTIONS too, in containers for example. */
class ToolsIT {

  private static final String VARIABLE = "JAVA_TOOL_OPTIONS";
  private static final String PID = Long.toString(ProcessHandle.current().pid());

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jcmd -l",
        "jcmd PID VM.version",
        "jcmd 0x GC.run",
        "jps -q",
        "keytool -help",
        "keytool -genkeypair -keyalg EC -alias a -dname CN=a -storepass secret -keystore STORE",
        "keytool -list -keystore STORE",
        "javac -version",
        "javac NoSuchFile.java",
        "jar --version",
      })
  void toolSaysAndReturnsWhatItDoesWithoutTheAgent(String line) throws Exception {
    Path tool = Path.of(System.getProperty("java.home"), "bin", line.split(" ")[0]);
    assumeTrue(Files.isExecutable(tool), "this Java has no " + tool);
    Path report = directory.resolve("locks.txt");

    ChildJvm.Result without = run(line, "without", "");
    ChildJvm.Result under =
        run(line, "under", "-javaagent:" + JavaProgram.agentJar() + "=report=" + report);

    assertThat(under.exit()).as(under.err()).isEqualTo(without.exit());
    assertThat(own(line, under.out())).isEqualTo(own(line, without.out()));
    assertThat(under.errLines()).anyMatch(said -> said.startsWith("Picked up " + VARIABLE));
    assertThat(
            under.errLines().stream()
                .filter(said -> !said.startsWith("Picked up " + VARIABLE))
                .filter(said -> !said.startsWith("[lockmeter] ")))
        .isEqualTo(without.errLines());
    assertThat(report).as("a tool is not what anybody wants to profile").doesNotExist();
  }

  /** Other processes come and go while all are listed. */
  private static List<String> own(String line, String out) {
    boolean list = line.equals("jcmd -l") || line.equals("jps -q");
    return out.lines().filter(said -> !list || said.matches(PID + "\\b.*")).toList();
  }

  private ChildJvm.Result run(String line, String name, String options) throws Exception {
    Path folder = Files.createDirectories(directory.resolve(name));
    List<String> command = new ArrayList<>();
    for (String word : line.split(" ")) {
      command.add(word.equals("PID") ? PID : word.equals("STORE") ? "keys.p12" : word);
    }
    command.set(0, Path.of(System.getProperty("java.home"), "bin", command.get(0)).toString());
    Path out = directory.resolve(name + ".out");
    Path err = directory.resolve(name + ".err");
    ProcessBuilder builder = Processes.of(command).directory(folder.toFile());
    if (!options.isEmpty()) {
      builder.environment().put(VARIABLE, options);
    }
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    process.getOutputStream().close();
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError(line + " does not end: " + Files.readString(err));
    }
    return new ChildJvm.Result(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
