package io.lockmeter.benchmarks.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.benchmarks.BenchmarksJar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AccuracyIT {

  private static final String FIGURES = " +3 +\\d+\\.\\d\\d +\\d+\\.\\d\\d";
  private static final String REPORTED = FIGURES + " +[1-9]\\d*\\.\\d\\d +[+-]\\d+\\.\\d\\d\n";

  @TempDir Path directory;

  @Test
  void printsTheWaitsThatEachToolReportsBesideTheTruth() throws Exception {
    BenchmarksJar.Result result = run("accuracy", "--quick", "--regimes", "LONG", "--rounds", "3");

    assertThat(result.status()).as(result.err()).isZero();
    // No waits reported would be a tool that did not start, or a lock of another name.
    assertThat(result.out())
        .containsPattern("reentrant +none" + FIGURES)
        .containsPattern("reentrant +lockmeter" + REPORTED)
        .containsPattern("reentrant +jfr 0" + REPORTED)
        .containsPattern("reentrant +async 0" + REPORTED)
        .containsPattern("fair +lockmeter" + REPORTED)
        .containsPattern("write +lockmeter" + REPORTED)
        .containsPattern("read +lockmeter" + REPORTED)
        .containsPattern("stampedWrite +lockmeter" + REPORTED)
        .containsPattern("stampedRead +lockmeter" + REPORTED)
        .containsPattern("monitorBlock +lockmeter" + REPORTED)
        .containsPattern("monitorMethod +lockmeter" + REPORTED)
        .containsPattern("monitorMethod +jfr 0" + REPORTED)
        .containsPattern("monitorMethod +async 0" + REPORTED);
  }

  @Test
  void printsTheErrorOfWhatIsSampledWithItsConfidenceInterval() throws Exception {
    BenchmarksJar.Result result = run("bias", "--runs", "3", "--loads", "INFLATED");

    assertThat(result.status()).as(result.err()).isZero();
    assertThat(result.out())
        .containsPattern(
            "inflated +monitorMethod +acquisitions +3 +[+-]\\d+\\.\\d\\d +\\d+\\.\\d\\d")
        .containsPattern("inflated +monitorBlock +holds +3 +[+-]\\d+\\.\\d\\d +\\d+\\.\\d\\d")
        // Nothing reported for a lock: its name is not the one that is looked for.
        .doesNotContain("-100.00");
  }

  private BenchmarksJar.Result run(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--agent", System.getProperty("lockmeter.jar")));
    return BenchmarksJar.run(directory, all.toArray(String[]::new));
  }
}
