package io.lockmeter.engine.instrument.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.engine.instrument.Coverage;
import io.lockmeter.engine.instrument.monitor.RecordingProbe.Entry;
import io.lockmeter.engine.naming.MonitorSite;
import io.lockmeter.engine.naming.MonitorSites;
import io.lockmeter.testing.Compiler;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Rewritten code does what it did, from each compiler. */
class RewrittenShapesTest {

  private static final String NESTED = "nestedOnTheSame";

  private final Coverage coverage = new Coverage();
  private final MonitorSites sites = new MonitorSites();
  private final MonitorRewriter rewriter =
      new MonitorRewriter(sites, coverage, RecordingProbe.NAME);

  static Stream<Arguments> programs() {
    return Stream.of(Compiler.values())
        .flatMap(
            compiler ->
                Shapes.programs(compiler).stream().map(program -> Arguments.of(compiler, program)));
  }

  @ParameterizedTest
  @MethodSource("programs")
  void everyCaseGivesWhatItGave(Compiler compiler, String program) throws Exception {
    ClassLoader plain = new ClassFileLoader(Shapes.classFiles(compiler), null);
    ClassLoader rewritten = new ClassFileLoader(Shapes.classFiles(compiler), rewriter);
    Iterator<Method> expected = Shapes.cases(plain, program).iterator();
    for (Method actual : Shapes.cases(rewritten, program)) {
      RecordingProbe.reset();
      assertThat(Shapes.outcome(actual))
          .as(actual.getName())
          .isEqualTo(Shapes.outcome(expected.next()));
      // A probe that has no stack left cannot keep a record.
      if (!actual.getName().equals("stackOverflow")) {
        assertThat(RecordingProbe.problems()).as(actual.getName()).isEmpty();
        assertThat(RecordingProbe.entries()).as(actual.getName()).allMatch(this::isAtItsSite);
      }
    }
    assertThat(expected).isExhausted();
    assertThat(sites.get(0)).isNotNull();
  }

  /** The line where a thread would be seen waiting is the line of the site. */
  private boolean isAtItsSite(Entry entry) {
    MonitorSite site = Objects.requireNonNull(sites.get(entry.site()));
    return site.className().equals(entry.className())
        && site.method().equals(entry.method())
        && site.line() == entry.line();
  }

  @ParameterizedTest
  @EnumSource
  void onlyWhatMustBeLeftIsLeft(Compiler compiler) throws Exception {
    ClassFileLoader loader = new ClassFileLoader(Shapes.classFiles(compiler), rewriter);
    for (String name : Shapes.classFiles(compiler).keySet()) {
      loader.loadClass(name.replace('/', '.'));
    }
    List<String> left = new ArrayList<>(List.of("Blocks nestedOnTheSame", "Methods withOwnBlock"));
    left.add("Methods$Sent size");
    left.add("Methods$Kept keeps");
    left.add("Seen$Computed method");
    left.add("Seen$Boxed method");
    left.add("Seen$Boolean method");
    left.add("Seen$Failure fillInStackTrace");
    if (compiler.name().startsWith("ECJ")) {
      // It writes no range for an empty block.
      left.add("Blocks empty");
    }
    assertThat(coverage.state().classesSkipped())
        .extracting(s -> s.className() + " " + s.reason().split(":")[0])
        .containsExactlyInAnyOrderElementsOf(left.stream().map(Shapes.PACKAGE::concat).toList());
    assertThat(isRewritten("Blocks", "loops", "()Ljava/lang/String;")).isTrue();
    assertThat(isRewritten("Blocks", NESTED, "()I")).isFalse();
    assertThat(isRewritten("Methods$Sent", "plain", "()I")).isTrue();
    assertThat(isRewritten("Methods$Sent", "size", "()I")).isFalse();
  }

  private boolean isRewritten(String program, String method, String descriptor) {
    return rewriter.methods().contains(Shapes.PACKAGE + program, method, descriptor);
  }
}
