package io.lockmeter.safety.classfiles;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.testing.Compiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Class files of many compilers and times, one by one: what the agent makes of each is sound. */
@Order(3)
class CorpusIT {

  /** C1 refuses a method for its monitors where C2 does, and takes less time. */
  private static final String QUICK = "1";

  private static final String BOTH = "1,4";
  private static final Path SAMPLE = Path.of("target", "classfiles");

  /** Thousands of classes, nearly all without monitors; looked through with the other libraries. */
  private static final Set<String> LARGE = Set.of("clojure.jar", "groovy.jar", "spec.alpha.jar");

  /** What Clojure refers to; it has nothing but sources. */
  private static final String SOURCES = "core.specs.alpha.jar";

  private static final Path REST = Path.of("target", "classfiles-thorough");
  private static final Path SHAPES = Path.of("../agent/src/test/java/org/example/shapes");

  @TempDir Path folder;

  /** Libraries with the oddest code, what no compiler writes, and every shape of each compiler. */
  @Test
  void sample() throws Exception {
    List<Path> small =
        jars(SAMPLE).stream().filter(jar -> !LARGE.contains(jar.getFileName().toString())).toList();
    Corpus corpus = new Corpus(folder).with(QUICK, small, List.of());
    corpus.with(BOTH, List.of(HandMade.writeAll(folder.resolve("made"))), List.of());
    for (Compiler compiler : Compiler.values()) {
      corpus.with(BOTH, List.of(shapes(compiler)), List.of());
    }
    Corpus.Result result = corpus.check();
    System.out.println(result);
    assertThat(result.rewritten()).isGreaterThan(350);
    assertThat(result.compiled()).isGreaterThan(350);
  }

  private Path shapes(Compiler compiler) throws IOException {
    try (Stream<Path> files = Files.list(SHAPES)) {
      List<Path> sources =
          files.filter(file -> compiler.isModern() || !file.endsWith("Modern.java")).toList();
      return compiler.compile(sources, folder.resolve(compiler.name()));
    }
  }

  @ParameterizedTest
  @MethodSource("withClasses")
  @EnabledIfSystemProperty(named = "thorough", matches = "true")
  void library(Path jar) throws Exception {
    List<Path> others = all().filter(other -> !other.equals(jar)).toList();
    Corpus.Result result = new Corpus(folder).with(BOTH, List.of(jar), others).check();
    System.out.println(jar.getFileName() + " " + result);
    assertThat(result.classes()).isPositive();
  }

  static Stream<Path> withClasses() throws IOException {
    return all().filter(jar -> !jar.endsWith(SOURCES));
  }

  private static Stream<Path> all() throws IOException {
    return Stream.concat(jars(SAMPLE).stream(), jars(REST).stream());
  }

  private static List<Path> jars(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }
}
