package io.lockmeter.truth.library;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.testing.FinishedProgram;
import io.lockmeter.testing.JavaProgram;
import io.lockmeter.testing.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Libraries that many programs use do the same under the agent as without, in code that still gets
 * compiled, and their locks carry the names that their developers gave them.
 */
class LibrariesIT {

  private static final Path LIBRARIES =
      Path.of(System.getProperty("lockmeter.libraries", "target/test-libraries"));
  private static final Pattern ADDRESS = Pattern.compile("@[0-9a-f]{4,}|0x[0-9a-f]+");

  /** The compiler gave up for good: it tries again after what happened only meanwhile. */
  private static final Pattern NEVER_COMPILED =
      Pattern.compile(
          "COMPILE SKIPPED: (?!Jvmti state change|concurrent class loading"
              + "|call site target change|invalid non-klass dependency)");

  @TempDir Path directory;

  @Test
  void databaseInMemory() throws IOException {
    Report report = sameWithAndWithout(DatabaseLoad.class, "org.h2.", jars("h2"), directory);
    assertThat(report.locks())
        .anySatisfy(lock -> assertThat(lock.lock()).startsWith("org.h2."))
        .anySatisfy(lock -> assertThat(lock.lock()).isEqualTo("org.h2.mvstore.db.MVTable"));
  }

  @Test
  void logbackToFile() throws IOException {
    Path file = directory.resolve("logback.log");
    Path settings =
        Files.writeString(
            directory.resolve("logback.xml"),
            """
            <configuration>
              <appender name="FILE" class="ch.qos.logback.core.FileAppender">
                <file>%s</file>
                <append>false</append>
                <encoder><pattern>%%d %%-5level %%thread %%logger - %%msg%%n</pattern></encoder>
              </appender>
              <root level="INFO"><appender-ref ref="FILE"/></root>
            </configuration>
            """
                .formatted(file));
    Report report =
        sameWithAndWithout(
            LogLoad.class,
            "ch.qos.logback.",
            jars("slf4j-api", "logback-core", "logback-classic"),
            file,
            "-Dlogback.configurationFile=" + settings);
    assertThat(report.find("ch.qos.logback.core.OutputStreamAppender.streamWriteLock", "reentrant"))
        .hasValueSatisfying(lock -> assertThat(lock.contended()).isPositive());
  }

  @Test
  void log4jToFile() throws IOException {
    Path file = directory.resolve("log4j.log");
    Path settings =
        Files.writeString(
            directory.resolve("log4j.properties"),
            """
            log4j.rootLogger=INFO, FILE
            log4j.appender.FILE=org.apache.log4j.FileAppender
            log4j.appender.FILE.File=%s
            log4j.appender.FILE.Append=false
            log4j.appender.FILE.layout=org.apache.log4j.PatternLayout
            log4j.appender.FILE.layout.ConversionPattern=%%d %%-5p %%t %%c - %%m%%n
            """
                .formatted(file));
    Report report =
        sameWithAndWithout(
            LogLoad.class,
            "org.apache.log4j.",
            jars("slf4j-api", "slf4j-reload4j", "reload4j"),
            file,
            "-Dlog4j.configuration=" + settings.toUri());
    assertThat(report.locks())
        .anySatisfy(
            lock -> {
              assertThat(lock.lockClass()).isEqualTo("org.apache.log4j.spi.RootLogger");
              assertThat(lock.lock()).startsWith("org.apache.log4j.");
              assertThat(lock.kind()).isEqualTo("monitor");
              assertThat(lock.contended()).isPositive();
            });
  }

  private Report sameWithAndWithout(
      Class<?> main, String libraryPackage, Path[] jars, Path output, String... jvmArguments)
      throws IOException {
    JavaProgram program =
        JavaProgram.of(main).alsoOnClassPath(jars).jvm(jvmArguments).arguments(output.toString());
    FinishedProgram plain = program.run();
    assertThat(plain.exitCode()).as("%s", plain.stderr()).isZero();
    Path mismatches = directory.resolve("mismatches.log");
    Path compilations = directory.resolve("compilations.log");
    FinishedProgram profiled =
        program.jvm(watchCompiler(mismatches, compilations)).withAgent("").run();
    assertThat(profiled.exitCode()).as("%s", profiled.stderr()).isZero();

    assertThat(results(profiled)).isNotEmpty().isEqualTo(results(plain));
    assertThat(profiled.otherStderr()).isEqualTo(plain.stderr());
    assertThat(mismatches).isEmptyFile();
    assertThat(Files.readAllLines(compilations))
        .anyMatch(line -> line.contains(libraryPackage))
        .noneMatch(line -> line.contains(libraryPackage) && NEVER_COMPILED.matcher(line).find());
    Report report = profiled.report();
    assertThat(report.coverage().classesRewritten()).isPositive();
    assertThat(report.coverage().classesSkipped()).isEmpty();
    assertThat(report.locks()).noneMatch(lock -> ADDRESS.matcher(lock.lock()).find());
    return report;
  }

  /** Into files, as what the JVM prints may break in among the words of a line of the program. */
  private static String[] watchCompiler(Path mismatches, Path compilations) {
    return new String[] {
      "-Xlog:monitormismatch=info:file=" + mismatches,
      "-XX:+PrintCompilation",
      "-XX:+UnlockDiagnosticVMOptions",
      "-XX:-DisplayVMOutput",
      "-XX:+LogVMOutput",
      "-XX:LogFile=" + compilations
    };
  }

  private static List<String> results(FinishedProgram program) {
    return program.stdout().stream().filter(line -> line.startsWith(Workers.RESULT)).toList();
  }

  /** The jars whose names begin so, and go on with a version. */
  private static Path[] jars(String... names) throws IOException {
    try (Stream<Path> files = Files.list(LIBRARIES)) {
      List<Path> jars =
          files
              .filter(
                  jar ->
                      Arrays.stream(names)
                          .anyMatch(
                              name ->
                                  jar.getFileName().toString().matches(name + "-[0-9].*\\.jar")))
              .toList();
      assertThat(jars).hasSameSizeAs(names);
      return jars.toArray(new Path[0]);
    }
  }
}
