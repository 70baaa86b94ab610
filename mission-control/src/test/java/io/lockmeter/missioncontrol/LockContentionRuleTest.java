package io.lockmeter.missioncontrol;

import static io.lockmeter.missioncontrol.RecordedEvents.record;
import static io.lockmeter.missioncontrol.RecordedEvents.site;
import static io.lockmeter.missioncontrol.RecordedEvents.totals;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lockmeter.missioncontrol.RecordedEvents.Statistics;
import java.nio.file.Path;
import jdk.jfr.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmc.common.unit.UnitLookup;
import org.openjdk.jmc.common.util.IPreferenceValueProvider;
import org.openjdk.jmc.common.util.TypedPreference;
import org.openjdk.jmc.flightrecorder.rules.IResult;
import org.openjdk.jmc.flightrecorder.rules.ResultToolkit;
import org.openjdk.jmc.flightrecorder.rules.Severity;
import org.openjdk.jmc.flightrecorder.rules.TypedResult;

class LockContentionRuleTest {

  private static final String LOCK = "com.acme.OrderBook.lock";

  @TempDir private Path directory;

  @Test
  void aLockAboveTheLimitIsAWarningWithItsPlaces() throws Exception {
    IResult result =
        evaluate(
            totals(LOCK, 60, 600, 30, 150),
            totals("com.acme.Other", 60, 600, 18, 150),
            site(LOCK, "waited", "com.acme.OrderBook.add:42", 20),
            site(LOCK, "waited", "com.acme.OrderBook.add:42", 27),
            site(LOCK, "waited", "com.acme.OrderBook.<init>:7", 3),
            site(LOCK, "held", "com.acme.Audit.write:9", 30));

    assertThat(result.getSeverity()).isEqualTo(Severity.WARNING);
    assertThat(result.getResult(Verdict.LOCK)).isEqualTo(LOCK);
    assertThat(percent(result)).isEqualTo(20, within(0.01));
    assertThat(Rules.text(result))
        .contains(
            "Threads spent 20 % of their time waiting for the lock " + LOCK,
            "com.acme.OrderBook.add:42 (90 %)",
            "held up to com.acme.Audit.write:9 (100 %)",
            "Other locks above the limit: com.acme.Other (12 %)");
    String html = ResultToolkit.populateMessage(result, result.getExplanation(), true);
    assertThat(html).contains("OrderBook.&lt;init&gt;:7").doesNotContain("<init>");
  }

  @Test
  void aboveTheLimitTheScoreIsThatOfAWarningAndUpToItFine() throws Exception {
    assertThat(score(evaluate(totals(LOCK, 60, 600, 10.01, 100)))).isBetween(75.0, 76.0);
    assertThat(score(evaluate(totals(LOCK, 60, 600, 40, 100)))).isBetween(95.0, 100.0);
    assertThat(score(evaluate(totals(LOCK, 60, 600, 10, 100)))).isBetween(24.0, 24.99);
    assertThat(score(evaluate(totals(LOCK, 60, 600, 5, 100)))).isBetween(11.0, 13.0);
    assertThat(evaluate(totals(LOCK, 60, 600, 10.01, 100)).getSeverity())
        .isEqualTo(Severity.WARNING);
    assertThat(evaluate(totals(LOCK, 60, 600, 10, 100)).getSeverity()).isEqualTo(Severity.OK);
  }

  @Test
  void theLimitIsAPreference() throws Exception {
    IPreferenceValueProvider thirty =
        new IPreferenceValueProvider() {
          @Override
          @SuppressWarnings("unchecked")
          public <T> T getPreferenceValue(TypedPreference<T> preference) {
            return (T) UnitLookup.PERCENT.quantity(30);
          }
        };
    IResult result =
        Rules.evaluateOurs(
            record(
                directory.resolve("run.jfr"),
                totals(LOCK, 0.5, 0, 0, 0),
                totals(LOCK, 60, 600, 14, 100)),
            thirty);

    assertThat(result.getSeverity()).isEqualTo(Severity.OK);
    assertThat(Rules.text(result)).contains("No lock is above the limit of 30 %", LOCK);
  }

  @Test
  void whatWasBeforeALateRecordingDoesNotCount() throws Exception {
    IResult result =
        evaluateOnly(
            totals(LOCK, 1000, 5000, 500, 1000),
            totals(LOCK, 1060, 5600, 504, 1100),
            totals("com.acme.New", 1060, 60, 6, 100));

    assertThat(percent(result)).isEqualTo(6, within(0.01));
    assertThat(result.getResult(Verdict.LOCK)).isEqualTo("com.acme.New");
  }

  @Test
  void ofASingleMomentTheLastWindowCounts() throws Exception {
    Statistics before = totals("com.acme.Other", 999, 600, 500, 1000);
    Statistics moment = totals(LOCK, 1000, 5000, 1, 1000);
    before.uptime = moment.uptime;
    moment.waitRatioWindow = 0.4;

    assertThat(percent(evaluateOnly(before, moment))).isEqualTo(40, within(0.01));
  }

  @Test
  void aFewWaitsOrShortOnesAreFine() throws Exception {
    assertThat(evaluate(totals(LOCK, 60, 19, 30, 100)).getSeverity()).isEqualTo(Severity.OK);
    assertThat(evaluate(totals(LOCK, 60, 600, 2.9, 10)).getSeverity()).isEqualTo(Severity.OK);
    assertThat(evaluate(totals(LOCK, 60, 20, 3.1, 10)).getSeverity()).isEqualTo(Severity.WARNING);
  }

  @Test
  void aLockThatWasFlaggedForATimeIsWorthALook() throws Exception {
    Statistics lock = totals(LOCK, 60, 600, 5, 100);
    lock.everFlagged = true;
    lock.waitRatioPeak = 0.5;

    IResult result = evaluate(lock);
    assertThat(result.getSeverity()).isEqualTo(Severity.INFO);
    assertThat(Rules.text(result)).contains("flagged for a time", "50 %", LOCK);
  }

  @Test
  void longHoldsAndShortOnesCallForDifferentThings() throws Exception {
    Statistics longHolds = totals(LOCK, 60, 600, 30, 100);
    longHolds.holdTime = 1200 * 2_000_000L;
    Statistics shortHolds = totals(LOCK, 60, 600, 30, 100);
    shortHolds.holdTime = 1200 * 2_000L;

    assertThat(Rules.text(evaluate(longHolds))).contains("held for 2 ms", "Move what takes long");
    assertThat(Rules.text(evaluate(shortHolds))).contains("Split what it guards");
  }

  @Test
  void withoutEventsOfTheAgentItSaysHowToGetThem() throws Exception {
    IResult result = evaluateOnly();

    assertThat(result.getSeverity()).isEqualTo(Severity.NA);
    assertThat(Rules.text(result)).contains("-javaagent:lockmeter-agent.jar");
  }

  /** On a recording from the start of the agent on. */
  private IResult evaluate(Event... events) throws Exception {
    Event[] all = new Event[events.length + 1];
    all[0] = totals("com.acme.Idle", 0.5, 0, 0, 0);
    System.arraycopy(events, 0, all, 1, events.length);
    return evaluateOnly(all);
  }

  private IResult evaluateOnly(Event... events) throws Exception {
    return Rules.evaluateOurs(
        record(directory.resolve("run.jfr"), events), IPreferenceValueProvider.DEFAULT_VALUES);
  }

  private static double percent(IResult result) {
    return result.getResult(Verdict.RATIO).doubleValueIn(UnitLookup.PERCENT);
  }

  private static double score(IResult result) {
    return result.getResult(TypedResult.SCORE).doubleValue();
  }
}
