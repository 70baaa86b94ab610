package io.lockmeter.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.testing.ChildJvm;
import io.lockmeter.testing.Processes;
import io.lockmeter.testing.RunningProgram;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table as the built jar prints it where stdout is no terminal. */
final class TopIT {

  private static final Pattern ENDPOINT = Pattern.compile("endpoint on http://([^/]+)/metrics");
  private static final String HELD = TopProgram.class.getName() + ".held";
  private static final String TURNS = TopProgram.class.getName() + ".turns";

  @TempDir Path directory;

  @Test
  void showsTheSameByProcessAndByUrl() throws Exception {
    try (RunningProgram program = start("http.port=0,window=500ms")) {
      String url = "http://" + said(program, ENDPOINT);
      said(program, Pattern.compile("(TopProgram\\.turns .*is flagged)"));

      for (String target : List.of(String.valueOf(program.pid()), url)) {
        ChildJvm.Result result = top(target, "--count", "2", "--interval", "0.5", "--sort", "name");

        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isZero();
        assertThat(result.out()).doesNotContain("\u001b");
        List<String> tables = List.of(result.out().split("\\R\\R(?=Lockmeter )", -1));
        assertThat(tables).hasSize(2);
        assertThat(tables.get(0))
            .startsWith(
                "Lockmeter "
                    + System.getProperty("lockmeter.version")
                    + ", process "
                    + program.pid()
                    + " on Java "
                    + System.getProperty("java.version")
                    + ", up ")
            .contains("1 lock flagged (!): limit 10 %, windows of 500 ms");
        assertThat(names(tables.get(0))).contains(HELD, TURNS).isSorted();
        // There is no refresh before the first.
        assertThat(cells(tables.get(0), HELD)).containsSequence("-", "-", "2");
        // Two threads have waited since before the program was asked, and wait on; the one that
        // holds it attempted it in a window that is over.
        List<String> held = cells(tables.get(1), HELD);
        assertThat(held).startsWith("100 %").containsSequence("0", "2.00", "2").endsWith(HELD);
        assertThat(line(tables.get(1), HELD)).startsWith("  ");
        List<String> turns = cells(tables.get(1), TURNS);
        assertThat(line(tables.get(1), TURNS)).startsWith("! ");
        assertThat(Double.parseDouble(turns.get(2))).isNotNegative();
        // All three, while the next one wakes up.
        assertThat(Double.parseDouble(turns.get(3))).isBetween(0.0, 3.1);
      }
      assertThat(program.stderr()).doesNotContain("ERROR");
      assertThat(program.end()).isZero();
      assertCouldNot(top(url), "nobody listens at " + url + "/locks.json; ");
    }
  }

  @Test
  void tellsThatTheProgramHasEnded() throws Exception {
    Path err = directory.resolve("top.err");
    try (RunningProgram program = start("http.port=0,http.host=0.0.0.0")) {
      String url = "http://" + said(program, ENDPOINT);
      assertCouldNot(
          top(url), url + "/locks.json is not told to other machines (403): ask on the machine");

      Process top = startTop(String.valueOf(program.pid()), err);
      try (BufferedReader out = top.inputReader(StandardCharsets.UTF_8)) {
        awaitTable(out);
        assertThat(program.end()).isZero();
        assertThat(top.waitFor(2, TimeUnit.MINUTES)).isTrue();
      } finally {
        top.destroyForcibly();
      }
      assertThat(err)
          .content()
          .isEqualToIgnoringNewLines("process " + program.pid() + " has ended");
      assertThat(top.exitValue()).isEqualTo(1);
      assertThat(directory).isDirectoryNotContaining("glob:**/lockmeter*");
    }
  }

  @Test
  void endsCleanlyWhenItIsTold() throws Exception {
    Path err = directory.resolve("top.err");
    try (RunningProgram program = start("window=1s")) {
      said(program, Pattern.compile("(self-test passed)"));
      Process top = startTop(String.valueOf(program.pid()), err);
      try (BufferedReader out = top.inputReader(StandardCharsets.UTF_8)) {
        awaitTable(out);
        assertThat(directory).isDirectoryContaining("glob:**/lockmeter*");
        top.destroy();
        assertThat(top.waitFor(2, TimeUnit.MINUTES)).isTrue();
      } finally {
        top.destroyForcibly();
      }
      assertThat(top.exitValue()).isZero();
      assertThat(err).isEmptyFile();
      assertThat(directory).isDirectoryNotContaining("glob:**/lockmeter*");
      assertCouldNot(
          top(String.valueOf(ProcessHandle.current().pid())), "no agent runs in process ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:9464", "1 --interval=0", "1 --lines=0", "1 --sort=x"})
  void wrongUsage(String arguments) throws Exception {
    ChildJvm.Result result = top(arguments.split(" ", -1));

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("Usage: ");
  }

  private static RunningProgram start(String options) throws Exception {
    return RunningProgram.start(
        TopProgram.class,
        List.of(),
        "-javaagent:" + ChildJvm.jar() + "=jfr=false,jdk.monitors=off," + options);
  }

  private Process startTop(String target, Path err) throws Exception {
    return Processes.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djava.io.tmpdir=" + directory,
            "-jar",
            ChildJvm.jar().getPath(),
            "top",
            target,
            "--interval=0.2")
        .redirectError(err.toFile())
        .start();
  }

  private static void awaitTable(BufferedReader out) throws Exception {
    String line = out.readLine();
    while (line != null && !line.endsWith("  lock")) {
      line = out.readLine();
    }
    assertThat(line).isNotNull();
  }

  private static ChildJvm.Result top(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("top"));
    all.addAll(List.of(arguments));
    return ChildJvm.runJar(all.toArray(String[]::new));
  }

  private static void assertCouldNot(ChildJvm.Result result, String said) {
    assertThat(result.err()).startsWith(said).hasLineCount(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.exit()).isEqualTo(1);
  }

  private static String said(RunningProgram program, Pattern what) {
    return Awaitility.await(what.pattern())
        .atMost(3, TimeUnit.MINUTES)
        .until(
            () -> {
              Matcher line = what.matcher(program.stderr());
              return line.find() ? line.group(1) : "";
            },
            found -> !found.isEmpty());
  }

  private static String line(String table, String name) {
    return table.lines().filter(line -> line.endsWith("  " + name)).findFirst().orElseThrow();
  }

  private static List<String> cells(String table, String name) {
    return List.of(line(table, name).substring(1).strip().split(" {2,}", -1));
  }

  private static List<String> names(String table) {
    return table
        .lines()
        .skip(4)
        .filter(line -> !line.startsWith("and "))
        .map(line -> line.substring(line.lastIndexOf("  ") + 2))
        .toList();
  }
}
