package io.lockmeter.missioncontrol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openjdk.jmc.common.unit.UnitLookup;
import org.openjdk.jmc.flightrecorder.rules.IResult;
import org.openjdk.jmc.flightrecorder.rules.Severity;
import org.openjdk.jmc.flightrecorder.rules.TypedResult;
import org.openjdk.jmc.flightrecorder.rules.report.html.JfrHtmlRulesReport;

/** Mission Control's own rules together with ours, on recordings of the sample application. */
class SampleAppIT {

  private static final String LOCK = "io.lockmeter.sample.CoarseShop.lock";

  @Test
  void coarse_isAWarningThatNamesTheLockItsRatioAndItsPlaces() throws Exception {
    Map<String, IResult> results = Rules.evaluateAll(SampleRecordings.coarse());

    assertThat(results).hasSizeGreaterThan(50).containsKey("JavaBlocking");
    IResult ours = results.get(Rules.OURS);
    assertThat(ours.getSeverity()).as(Rules.text(ours)).isEqualTo(Severity.WARNING);
    assertThat(ours.getResult(Verdict.LOCK)).isEqualTo(LOCK);
    double ratio = ours.getResult(Verdict.RATIO).doubleValueIn(UnitLookup.PERCENT);
    assertThat(ratio).isBetween(10.0, 100.0);
    assertThat(ours.getResult(TypedResult.SCORE).doubleValue()).isBetween(75.0, 100.0);
    assertThat(Rules.text(ours))
        .contains("waiting for the lock " + LOCK + "; the limit is 10 %")
        .containsPattern("io\\.lockmeter\\.sample\\.CoarseShop\\.sell:\\d+ \\(\\d+ %\\)")
        .contains("Move what takes long")
        .doesNotContain("{");
    // What the rule of Mission Control itself says of the same recording, it says of monitors.
    assertThat(Rules.text(results.get("JavaBlocking"))).doesNotContain("CoarseShop.lock");
  }

  @Test
  void coarse_isInTheHtmlReportOfMissionControl() throws Exception {
    String html = JfrHtmlRulesReport.createReport(SampleRecordings.coarseFile().toFile());

    assertThat(html)
        .contains("Lock Contention (Lockmeter)")
        .contains("waiting for the lock " + LOCK)
        .containsPattern("Threads spent [0-9.,]+.% of their time");
  }

  @Test
  void fine_isOk() throws Exception {
    IResult ours = Rules.evaluateAll(SampleRecordings.fine()).get(Rules.OURS);

    assertThat(ours.getSeverity()).as(Rules.text(ours)).isEqualTo(Severity.OK);
    assertThat(ours.getResult(TypedResult.SCORE).doubleValue()).isLessThan(25);
  }
}
