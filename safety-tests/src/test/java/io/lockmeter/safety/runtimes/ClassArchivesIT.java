package io.lockmeter.safety.runtimes;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.testing.FinishedProgram;
import io.lockmeter.testing.JavaProgram;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** Archives of classes are written as without the agent, and used as well as they can be. */
class ClassArchivesIT {

  private static final String PACKAGE = KnownContention.class.getPackageName() + ".";
  private static final String SHARED = "source: shared objects file";
  private static final String PASSIVE = "nothing is profiled: the JVM runs for an archive";

  @TempDir Path directory;
  private Path jar;

  /** Only classes from jars are archived. */
  @BeforeEach
  void pack() throws Exception {
    jar = directory.resolve("program.jar");
    Path classes =
        Path.of(KnownContention.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path folder = classes.resolve(PACKAGE.replace('.', '/'));
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> found = Files.list(folder)) {
      for (Path entry : found.toList()) {
        add(out, classes.relativize(entry).toString(), entry);
      }
    }
  }

  private static void add(JarOutputStream out, String name, Path file) throws IOException {
    out.putNextEntry(new JarEntry(name));
    Files.copy(file, out);
    out.closeEntry();
  }

  @Test
  void archiveOfAnApplicationIsUsedForAllClassesThatAreNotRewritten() {
    Path archive = directory.resolve("program.jsa");
    run("", "-XX:ArchiveClassesAtExit=" + archive);
    String[] use = {"-XX:SharedArchiveFile=" + archive, "-Xshare:on", "-Xlog:class+load"};

    List<String> without = shared(run("", use));
    FinishedProgram under = run("agent", use);

    assertThat(without).contains("KnownContention", "Duel", "Section", "Truth");
    List<String> rewritten = new ArrayList<>(without);
    rewritten.removeAll(shared(under));
    assertThat(rewritten).containsExactly("KnownContention");
    assertThat(under.otherStderr()).isEmpty();
    assertThat(under.report().coverage().selfTest()).isEqualTo("passed");
  }

  @Test
  void runThatWritesAnArchiveIsLeftAlone() {
    Path archive = directory.resolve("program.jsa");
    String[] permission = {
      "-XX:+UnlockDiagnosticVMOptions", "-XX:+AllowArchivingWithJavaAgent", "-Xlog:class+load"
    };

    FinishedProgram training =
        run("agent", concat(permission, "-XX:ArchiveClassesAtExit=" + archive));

    assertPassive(training);
    FinishedProgram use = run("", concat(permission, "-XX:SharedArchiveFile=" + archive));
    assertThat(shared(use)).contains("KnownContention", "Duel", "Section", "Truth");
  }

  /** The JVM crashed over classes that had been changed. */
  @Test
  @EnabledForJreRange(min = JRE.JAVA_25)
  void runThatTrainsACacheIsLeftAlone() {
    Path cache = directory.resolve("program.aot");

    FinishedProgram training = run("agent", "-XX:AOTCacheOutput=" + cache);

    assertPassive(training);
    assertThat(cache).isNotEmptyFile();
    assertThat(training.stdout().toString() + training.stderr())
        .contains("AOTCache creation is complete");
    FinishedProgram use = run("agent", "-XX:AOTCache=" + cache, "-Xlog:class+load");
    assertThat(shared(use)).contains("Duel", "Section", "Truth");
    assertThat(use.report().coverage().selfTest()).isEqualTo("passed");
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_25)
  void runThatRecordsForACacheIsLeftAlone() {
    Path recorded = directory.resolve("program.aotconf");

    assertPassive(run("agent", "-XX:AOTMode=record", "-XX:AOTConfiguration=" + recorded));

    assertThat(recorded).isNotEmptyFile();
  }

  private FinishedProgram run(String agent, String... options) {
    JavaProgram program = JavaProgram.of(KnownContention.class.getName(), jar).jvm(options);
    return agent.isEmpty() ? program.run() : program.withAgent("").run();
  }

  private static String[] concat(String[] options, String option) {
    return Stream.concat(Stream.of(options), Stream.of(option)).toArray(String[]::new);
  }

  private static void assertPassive(FinishedProgram training) {
    assertThat(training.exitCode()).as("%s", training.stderr()).isEqualTo(KnownContention.EXIT);
    assertThat(training.agentLog()).singleElement().asString().contains(PASSIVE);
    assertThat(training.reportFile()).doesNotExist();
  }

  /** Simple names of the program's classes that came from the archive. */
  private static List<String> shared(FinishedProgram program) {
    assertThat(program.exitCode()).as("%s", program.stderr()).isEqualTo(KnownContention.EXIT);
    return program.stdout().stream()
        .filter(line -> line.contains(SHARED) && line.contains(PACKAGE) && !line.contains("/0x"))
        .map(line -> line.substring(line.indexOf(PACKAGE) + PACKAGE.length()))
        .map(line -> line.substring(0, line.indexOf(' ')))
        .filter(name -> !name.contains("$$"))
        .toList();
  }
}
