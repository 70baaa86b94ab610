package io.lockmeter.safety.classfiles;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.testing.FinishedProgram;
import io.lockmeter.testing.JavaProgram;
import io.lockmeter.testing.Report;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes that are like nothing a compiler writes: they do what they did, or fail as they did. */
class HandMadeIT {

  private static final List<HandMade> MADE = HandMade.all();

  @TempDir Path folder;

  @Test
  void classesDoWhatTheyDidAndTheReportSaysWhyTheyWereLeft() throws Exception {
    HandMade.writeAll(folder);
    FinishedProgram without = program().run();
    FinishedProgram under = program().withAgent("").run();
    assertThat(outcomes(under)).isEqualTo(outcomes(without)).hasSameSizeAs(MADE);
    assertThat(under.otherStderr()).isEqualTo(without.stderr());
    // Class files of Java 6 that were verified by their frames still are.
    assertThat(fallBacks(under)).isEqualTo(fallBacks(without)).isPositive();
    assertThat(MADE).allSatisfy(made -> isRewrittenOrListed(made, under.report()));
  }

  private static List<String> outcomes(FinishedProgram finished) {
    return finished.stdout().stream().filter(line -> line.startsWith("org.example.")).toList();
  }

  private static long fallBacks(FinishedProgram finished) {
    return finished.stdout().stream().filter(line -> line.contains("Fail over")).count();
  }

  private static void isRewrittenOrListed(HandMade made, Report report) {
    String listed =
        report.coverage().classesSkipped().stream()
            .filter(skipped -> skipped.className().endsWith("." + made.name()))
            .map(Report.Skipped::reason)
            .collect(Collectors.joining());
    String reason = made.reason();
    if (reason == null) {
      assertThat(listed).as(made.name()).isEmpty();
    } else {
      assertThat(listed).as(made.name()).contains(reason).isNotEmpty();
    }
  }

  private JavaProgram program() {
    return JavaProgram.of(HandMadeProgram.class)
        .alsoOnClassPath(folder)
        .jvm("-Xlog:class+init=info:stdout:none")
        .arguments(HandMade.names());
  }
}
