package io.lockmeter.engine.instrument.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.testing.Compiler;
import io.lockmeter.testing.FinishedProgram;
import io.lockmeter.testing.JavaProgram;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Rewritten code in JVMs of its own: under the agent, and in the hands of the JIT. */
class RewrittenCodeIT {

  private static final Path LIBRARIES = Path.of("target/libraries-to-rewrite").toAbsolutePath();

  @TempDir Path folder;

  @Test
  void programGivesTheSameUnderTheAgent() {
    FinishedProgram without = JavaProgram.of(ShapesProgram.class).run();
    FinishedProgram under =
        JavaProgram.of(ShapesProgram.class).withAgent("").jvm("-Xlog:monitormismatch=info").run();
    List<String> out = new ArrayList<>(under.stdout());
    List<String> mismatches = out.stream().filter(line -> line.contains("mismatch")).toList();
    out.removeAll(mismatches);
    assertThat(out).isEqualTo(without.stdout()).hasSizeGreaterThan(40);
    assertThat(under.otherStderr()).isEmpty();
    assertThat(under.report().coverage().classesRewritten()).isGreaterThan(8);
    // What the JIT does not take is left as it was.
    assertThat(mismatches).allMatch(line -> line.contains("nestedOnTheSame"));
  }

  @ParameterizedTest
  @EnumSource
  void jitTakesEveryShape(Compiler compiler) throws Exception {
    Shapes.classFiles(compiler);
    Path classes = Path.of("target", "shapes", compiler.name()).toAbsolutePath();
    assertThat(compile(classes)).isGreaterThanOrEqualTo(50);
  }

  @ParameterizedTest
  @CsvSource({
    "clojure,20",
    "ecj,45",
    "groovy,90",
    "guava,240",
    "h2,210",
    "kotlin-stdlib,4",
    "kotlinx-coroutines-core-jvm,35",
    "log4j,85",
    "okhttp,150",
    "okio-jvm,10",
    "scala-library,75",
    "spec.alpha,3"
  })
  void jitTakesEveryMethodOfALibrary(String library, int atLeast) throws Exception {
    Path jar = LIBRARIES.resolve(library + ".jar");
    assertThat(
            compile(
                jar,
                LIBRARIES.resolve("kotlin-stdlib.jar"),
                LIBRARIES.resolve("okio-jvm.jar"),
                LIBRARIES.resolve("clojure.jar")))
        .isGreaterThanOrEqualTo(atLeast);
  }

  /** How many methods of {@code code} were rewritten and compiled; all must be. */
  private int compile(Path code, Path... references) throws Exception {
    List<String> paths = new ArrayList<>(List.of(code.toString()));
    for (Path reference : references) {
      paths.add(reference.toString());
    }
    FinishedProgram finished =
        JavaProgram.of(JitProgram.class)
            .alsoOnClassPath(classPath())
            // Where a library looks for its resources.
            .alsoOnClassPath(code)
            .alsoOnClassPath(references)
            .jvm(Jit.options(folder))
            .arguments(paths.toArray(String[]::new))
            .run();
    assertThat(finished.exitCode()).as("%s", finished.stderr()).isZero();
    assertThat(finished.stdout().stream().filter(line -> line.matches("(BROKEN|REFUSED|TIMID) .*")))
        .isEmpty();
    return finished.stdout().stream()
        .filter(line -> line.startsWith("TOTAL "))
        .mapToInt(line -> Integer.parseInt(line.substring("TOTAL ".length())))
        .sum();
  }

  private static Path[] classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .toArray(Path[]::new);
  }
}
